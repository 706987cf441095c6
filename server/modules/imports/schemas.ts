import { z } from 'zod';
import { Uuid } from '../../platform/uuid.ts';

const LeftOut = z
  .object({
    replies: z.int().describe('Replies to posts that do not come along'),
    quotes: z.int().describe('Quotes of posts that do not come along'),
    polls: z.int(),
    invalid: z.int().describe('Posts that break a limit of this campus, or have no date of the past'),
  })
  .describe('Posts that stay where they are, by the reason');
export type LeftOut = z.infer<typeof LeftOut>;

export const CopySummary = z.object({
  posts: z.int(),
  files: z.int(),
  follows: z.int(),
  hasProfile: z.boolean().describe('It has a bio or a picture that this account has not'),
  leftOut: LeftOut,
});
export type CopySummary = z.infer<typeof CopySummary>;

export const ImportResult = z.object({
  posts: z.int(),
  files: z.object({
    kept: z.int().describe('Byte for byte as they were'),
    processed: z.int().describe('Made anew, because they are not what this campus would have made'),
    leftOut: z.int().describe('Missing in the copy, refused by the limits of uploads, or above the quota'),
  }),
  follows: z.object({
    followed: z.int().describe('Followed, or requested from private accounts'),
    waiting: z.int().describe('Of people who have not brought their account here yet'),
  }),
  leftOut: LeftOut,
});
export type ImportResult = z.infer<typeof ImportResult>;

export const Import = z
  .object({
    id: z.uuid(),
    state: z
      .enum(['checking', 'refused', 'checked', 'running', 'failed', 'done', 'undoing', 'undone'])
      .describe('`checked`: waits for the confirmation'),
    failure: z
      .string()
      .nullable()
      .describe(
        'Why it was `refused` (`copy_unreadable`, `copy_too_large`, `copy_not_signed`, `copy_changed`, `campus_not_accepted`, `copy_expired`) or `failed`',
      ),
    campus: z.object({ name: z.string(), origin: z.string() }).nullable().describe('That wrote the copy'),
    username: z.string().nullable().describe('Of the account there'),
    writtenAt: z.iso.datetime().nullable(),
    summary: CopySummary.nullable(),
    progress: z.int().describe('Percent'),
    result: ImportResult.nullable(),
    waitingFollows: z.int().describe('Follows that wait for people who have not come yet'),
    createdAt: z.iso.datetime(),
    undoUntil: z.iso.datetime().nullable().describe('Until when it can be taken back'),
  })
  .meta({ id: 'Import' });
export type Import = z.infer<typeof Import>;

export const ImportList = z
  .object({
    accepted: z
      .array(z.object({ name: z.string(), origin: z.string() }))
      .describe('The campuses whose copies this one accepts; with none, nothing can be imported'),
    maxBytes: z.int().describe('Of a copy'),
    items: z.array(Import).describe('Newest first'),
  })
  .meta({ id: 'ImportList' });
export type ImportList = z.infer<typeof ImportList>;

export const NewImport = z.strictObject({
  mediaId: Uuid.describe('The copy, uploaded like any file'),
});
export type NewImport = z.infer<typeof NewImport>;

export const ImportConfirmation = z.strictObject({
  takesProfile: z
    .boolean()
    .describe(
      'Whether bio and picture come along where this account has none; an import that goes on keeps its first answer',
    ),
});
export type ImportConfirmation = z.infer<typeof ImportConfirmation>;

export const ImportParams = z.strictObject({ id: Uuid });
