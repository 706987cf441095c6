import { z } from 'zod';
import { pageOf } from '../../../platform/page.ts';
import { Uuid } from '../../../platform/uuid.ts';

const scope = z
  .enum(['home', 'everywhere'])
  .describe(
    '`home`: kept out of the home feed; `everywhere`: out of hashtag pages too, and folded in threads',
  );

export const MutedWord = z
  .object({
    id: z.uuid(),
    word: z.string(),
    scope,
    suffixes: z.boolean().describe('Whether its Turkish and English endings are meant too'),
    expiresAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'MutedWord' });
export type MutedWord = z.infer<typeof MutedWord>;

export const MutedWordPage = pageOf(MutedWord).describe('All of them, the newest first');
export type MutedWordPage = z.infer<typeof MutedWordPage>;

const expiresAt = z.iso.datetime().nullable().optional().describe('In UTC; null or absent: until taken away');

export const NewMutedWord = z.strictObject({
  word: z.string().describe('A word, a phrase, an emoji or a #hashtag; 60 graphemes at most'),
  scope: scope.optional().describe('`everywhere` by default'),
  suffixes: z
    .boolean()
    .optional()
    .describe('True by default: sınav mutes sınavlarımızdan too; words of one or two letters stand alone'),
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
