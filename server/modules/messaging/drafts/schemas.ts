import { z } from 'zod';
import { Uuid } from '../../../platform/uuid.ts';

export const DraftBody = z.strictObject({
  content: z.string().describe('What is half written; empty: there is no draft'),
  replyToId: Uuid.nullable().default(null),
  version: z
    .int()
    .min(0)
    .optional()
    .describe('Of the draft that this one goes on from; refused where another device has kept one since'),
});
export type DraftBody = z.infer<typeof DraftBody>;

export const MessageDraft = z
  .object({ content: z.string(), replyToId: z.uuid().nullable(), updatedAt: z.iso.datetime() })
  .meta({ id: 'MessageDraft' });
export type MessageDraft = z.infer<typeof MessageDraft>;

export const DraftAnswer = z
  .object({
    draft: MessageDraft.nullable(),
    version: z.int().describe('Rises with every draft that is kept, emptied or sent; 0: there has been none'),
  })
  .meta({ id: 'MessageDraftAnswer' });
export type DraftAnswer = z.infer<typeof DraftAnswer>;
