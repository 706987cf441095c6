import { z } from 'zod';
import { Uuid } from '../../../platform/uuid.ts';
import { Message, MessageType, Seq } from '../schemas.ts';

export const NewMessage = z.strictObject({
  clientId: z
    .string()
    .min(1)
    .max(64)
    .refine((id) => !/[\p{Cc}\p{Cs}]/u.test(id), 'Leave out control characters and half characters')
    .describe('Made by the client, one for each message: sent again, it is the same message'),
  type: MessageType.exclude(['notice']).default('text'),
  content: z.string().default('').describe('4,000 characters at most; empty only with files'),
  mediaIds: z.array(Uuid).max(10).optional().describe('Files uploaded before, of the message’s type'),
  replyToId: Uuid.optional(),
  forwardOfId: Uuid.optional().describe(
    'A message that the sender may read: its text and files are sent; give no other',
  ),
  draftVersion: z
    .int()
    .min(0)
    .optional()
    .describe(
      'The draft that is sent: that one and older ones are emptied with it, a newer one stays. Without it: any',
    ),
});
export type NewMessage = z.input<typeof NewMessage>;

const Show = z
  .enum(['usual', 'blocked'])
  .default('usual')
  .describe('`blocked`: also what somebody whom one blocks wrote in a group, which is withheld otherwise');

export const MessagesQuery = z.strictObject({
  beforeSeq: z.coerce.number().int().min(1).optional().describe('Those before this number, the newest last'),
  afterSeq: z.coerce.number().int().min(0).optional().describe('Those after this number'),
  aroundSeq: z.coerce.number().int().min(1).optional().describe('Half before, half from this number on'),
  aroundTime: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Half before, half from the first message on that was written at this moment or later'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  show: Show,
});
export type MessagesQuery = z.infer<typeof MessagesQuery>;

export const MessageList = z
  .object({
    items: z.array(Message).describe('By number, the oldest first'),
    hasBefore: z.boolean(),
    hasAfter: z.boolean(),
    lastSeq: Seq,
  })
  .meta({ id: 'MessageList' });
export type MessageList = z.infer<typeof MessageList>;

export const MessageQuery = z.strictObject({ show: Show });
export type MessageQuery = z.infer<typeof MessageQuery>;

export const MessageChange = z.strictObject({ content: z.string() });
export type MessageChange = z.infer<typeof MessageChange>;

export const DeleteQuery = z.strictObject({
  for: z.enum(['everyone', 'me']).default('everyone').describe('`me` hides it on one’s own devices alone'),
});
export type DeleteQuery = z.infer<typeof DeleteQuery>;

export const ReactionParams = z.strictObject({
  id: Uuid,
  emoji: z.string().min(1).max(64),
});

export const SyncRequest = z.strictObject({
  conversations: z
    .record(Uuid, Seq)
    .refine((asked) => Object.keys(asked).length <= 500, 'Ask for 500 conversations at most')
    .describe('Last number that the client holds, by conversation'),
  since: z.iso.datetime().optional().describe('`at` of the sync before: what was changed since comes too'),
});
export type SyncRequest = z.infer<typeof SyncRequest>;

export const SyncAnswer = z
  .object({
    items: z
      .array(Message)
      .describe('What was missed, by conversation and number, and messages changed since `since`'),
    more: z.boolean().describe('Ask again with the new last numbers'),
    at: z.iso.datetime().describe('Give it as `since` next time'),
  })
  .meta({ id: 'MessageSync' });
export type SyncAnswer = z.infer<typeof SyncAnswer>;
