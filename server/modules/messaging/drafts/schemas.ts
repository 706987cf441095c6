import { z } from 'zod';
import { Uuid } from '../../../platform/uuid.ts';

export const DraftBody = z.strictObject({
  content: z.string().describe('Text of the draft; empty: there is no draft'),
  replyToId: Uuid.nullable().default(null),
  version: z
    .int()
    .min(0)
    .optional()
    .describe(
      'Version of the draft that this one is based on; refused if another device has saved one since',
    ),
});
export type DraftBody = z.infer<typeof DraftBody>;

export const MessageDraft = z
  .object({ content: z.string(), replyToId: z.uuid().nullable(), updatedAt: z.iso.datetime() })
  .meta({ id: 'MessageDraft' });
export type MessageDraft = z.infer<typeof MessageDraft>;

export const DraftAnswer = z
  .object({
    draft: MessageDraft.nullable(),
    version: z
      .int()
      .describe('Increases whenever a draft is saved, cleared or sent; 0: there has never been one'),
  })
  .meta({ id: 'MessageDraftAnswer' });
export type DraftAnswer = z.infer<typeof DraftAnswer>;
