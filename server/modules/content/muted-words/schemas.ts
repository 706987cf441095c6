import { z } from 'zod';
import { pageOf } from '../../../platform/page.ts';
import { Uuid } from '../../../platform/uuid.ts';

const scope = z
  .enum(['home', 'contact', 'everywhere'])
  .describe(
    '`home`: hidden from the home feed; `contact`: hidden in what reaches the member alone: message requests, notifications, replies to them; `everywhere`: in both, hidden from hashtag pages too, and collapsed in threads',
  );

export const MutedWord = z
  .object({
    id: z.uuid(),
    word: z.string(),
    scope,
    suffixes: z.boolean().describe('Whether forms with Turkish and English suffixes match too'),
    expiresAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'MutedWord' });
export type MutedWord = z.infer<typeof MutedWord>;

export const MutedWordPage = pageOf(MutedWord).describe('All muted words, newest first');
export type MutedWordPage = z.infer<typeof MutedWordPage>;

const expiresAt = z.iso.datetime().nullable().optional().describe('In UTC; null or absent: until removed');

export const NewMutedWord = z.strictObject({
  word: z.string().describe('A word, a phrase, an emoji or a #hashtag; 60 graphemes at most'),
  scope: scope.optional().describe('`everywhere` by default'),
  suffixes: z
    .boolean()
    .optional()
    .describe('True by default: sınav mutes sınavlarımızdan too. Words of one or two letters match exactly'),
  expiresAt,
});
export type NewMutedWord = z.infer<typeof NewMutedWord>;

export const MutedWordChange = z.strictObject({
  scope: scope.optional(),
  suffixes: z.boolean().optional(),
  expiresAt,
});
export type MutedWordChange = z.infer<typeof MutedWordChange>;

export const MutedWordParams = z.strictObject({ id: Uuid });
