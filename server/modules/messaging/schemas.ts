import { z } from 'zod';
import { Uuid } from '../../platform/uuid.ts';
import { Entity } from '../content/index.ts';
import { Media } from '../media/index.ts';
import { Preview } from './previews/schemas.ts';

export const Seq = z
  .int()
  .min(0)
  .describe('Number of a message in its conversation: 1, 2, 3, … without a gap');

/** A member as shown in conversations. */
export const Person = z
  .object({
    id: z.uuid(),
    username: z.string(),
    displayName: z.string(),
    avatarUrl: z.string().nullable(),
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
    seconds: z.int().nullable().optional().describe('After how long messages disappear; null: they stay'),
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
    excerpt: z.string().describe('The first 120 characters; empty where the message is gone or withheld'),
    expiresAt: z.iso
      .datetime()
      .nullable()
      .describe('When the excerpt is gone, since the message that is quoted disappears'),
    senderBlocked: z
      .boolean()
      .describe('The reader blocks who wrote it, so it is withheld: say that, and no name'),
  })
  .meta({ id: 'AnsweredMessage' });
export type Answered = z.infer<typeof Answered>;

export const Message = z
  .object({
    id: z.uuid(),
    conversationId: z.uuid(),
    seq: Seq,
    senderId: z.uuid().nullable().describe('Null for a notice, and for a member who has left the campus'),
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
    preview: Preview.nullable().describe('Of the first link; comes a moment after the message'),
    status: z
      .enum(['sent', 'delivered', 'read'])
      .describe('As its sender sees it: `delivered` and `read` when it is so for every other member'),
    redacted: z.boolean().describe('Keeps its number and is not for this reader: show nothing of it'),
    senderBlocked: z
      .boolean()
      .describe(
        'In a group, from somebody whom the reader blocks: say so in one line. `show=blocked` of a message, or of a conversation’s messages, shows it',
      ),
    expiresAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    editedAt: z.iso.datetime().nullable(),
    deletedAt: z.iso.datetime().nullable(),
    changedAt: z.iso
      .datetime()
      .nullable()
      .describe(
        'Last edit, deletion or reaction, or change of what it quotes: of two copies of a message the later one holds',
      ),
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof Message>;

export const ConversationParams = z.strictObject({ id: Uuid });
export const MessageParams = z.strictObject({ id: Uuid });
