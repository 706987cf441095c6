import { z } from 'zod';
import { Uuid } from '../../platform/uuid.ts';
import { Official } from '../auth/index.ts';
import { Entity, LinkPreview } from '../content/index.ts';
import { Media } from '../media/index.ts';

export const Seq = z
  .int()
  .min(0)
  .describe('Number of the message in its conversation: 1, 2, 3, … without gaps');

/** A member as shown in conversations. */
export const Person = z
  .object({
    id: z.uuid(),
    username: z.string(),
    displayName: z.string(),
    avatarUrl: z.string().nullable(),
    official: Official.nullable(),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof Person>;

export const MessageType = z.enum(['text', 'image', 'video', 'audio', 'file', 'notice']);
export type MessageType = z.infer<typeof MessageType>;

/** A change of a conversation, as a message in it. */
export const Notice = z
  .object({
    kind: z.enum([
      'created',
      'renamed',
      'picture',
      'added',
      'joined',
      'left',
      'removed',
      'role',
      'disappearing',
      'pinned',
    ]),
    /** The affected members, other than the acting one. */
    people: z.array(Person),
    name: z.string().optional().describe('The new name'),
    role: z.enum(['owner', 'admin', 'member']).optional(),
    seconds: z.int().nullable().optional().describe('Seconds after which messages disappear; null: never'),
    seq: z.int().optional().describe('The message that was pinned'),
  })
  .meta({ id: 'ConversationNotice' });
export type Notice = z.infer<typeof Notice>;

export const Reaction = z
  .object({ emoji: z.string(), count: z.int(), userIds: z.array(z.uuid()) })
  .meta({ id: 'Reaction' });
export type Reaction = z.infer<typeof Reaction>;

/** The quoted message above a reply. */
export const Answered = z
  .object({
    id: z.uuid(),
    seq: Seq,
    senderId: z.uuid().nullable(),
    senderName: z.string().nullable(),
    type: MessageType,
    excerpt: z
      .string()
      .describe('The first 120 characters; empty if the message is deleted, expired or redacted'),
    expiresAt: z.iso
      .datetime()
      .nullable()
      .describe('When the quoted message, and so the excerpt, disappears'),
    senderBlocked: z
      .boolean()
      .describe('The viewer blocks its sender, so it is redacted: say so, and show no name'),
  })
  .meta({ id: 'AnsweredMessage' });
export type Answered = z.infer<typeof Answered>;

export const Message = z
  .object({
    id: z.uuid(),
    conversationId: z.uuid(),
    seq: Seq,
    senderId: z.uuid().nullable().describe('Null for a notice, and if the account was deleted'),
    sender: Person.nullable(),
    clientId: z.string(),
    type: MessageType,
    content: z.string(),
    entities: z.array(Entity),
    media: z.array(Media),
    notice: Notice.nullable(),
    replyToId: z.uuid().nullable(),
    replyTo: Answered.nullable(),
    forwarded: z.boolean(),
    reactions: z.array(Reaction),
    preview: LinkPreview.nullable().describe('Of the first link; added shortly after the message was sent'),
    status: z
      .enum(['sent', 'delivered', 'read'])
      .describe('As its sender sees it: `delivered` or `read` once that is true for every other member'),
    redacted: z
      .boolean()
      .describe('Not visible to this viewer: keeps its number, has no content; show nothing of it'),
    senderBlocked: z
      .boolean()
      .describe(
        'A group message from a member whom the viewer blocks: say so in one line. Request it with `show=blocked` to show it',
      ),
    concealed: z
      .boolean()
      .describe(
        'Of a message request, which the viewer has not accepted: has no content. Request it with `show=request` to show it',
      ),
    expiresAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    editedAt: z.iso.datetime().nullable(),
    deletedAt: z.iso.datetime().nullable(),
    changedAt: z.iso
      .datetime()
      .nullable()
      .describe(
        'Last edit, deletion, reaction, or change of the quoted message; of two copies, the later is current',
      ),
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof Message>;

export const ConversationParams = z.strictObject({ id: Uuid });
export const MessageParams = z.strictObject({ id: Uuid });
