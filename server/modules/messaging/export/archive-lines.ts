import { z } from 'zod';
import { Entity, LinkPreview } from '../../content/index.ts';
import { MessageType, Notice } from '../schemas.ts';

/** The lines of `messages.jsonl` in an archive; documented in docs/api/messages-archive.md. */

const Name = z.strictObject({ id: z.uuid(), username: z.string(), displayName: z.string() });
export type Name = z.infer<typeof Name>;

const Path = z.string().describe('Within the archive');

export const ArchiveHead = z.strictObject({
  type: z.literal('archive'),
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  timeZone: z.string(),
  member: Name,
  scope: z.enum(['all', 'conversation']),
});

export const ArchivedConversation = z.strictObject({
  type: z.literal('conversation'),
  id: z.uuid(),
  kind: z.enum(['direct', 'group']),
  name: z.string().nullable(),
  page: Path,
  members: z.array(
    Name.extend({
      role: z.enum(['owner', 'admin', 'member']),
      isInactive: z.boolean(),
      invited: z.boolean(),
    }),
  ),
  firstSeq: z.int(),
  lastSeq: z.int(),
  request: z.boolean(),
  draft: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type ArchivedConversation = z.infer<typeof ArchivedConversation>;

export const ArchivedFile = z.strictObject({
  path: Path.nullable(),
  kind: z.enum(['image', 'video', 'audio', 'file']),
  fileName: z.string().nullable(),
  mimeType: z.string(),
  size: z.int(),
  alt: z.string().nullable(),
});
export type ArchivedFile = z.infer<typeof ArchivedFile>;

export const ArchivedMessage = z.strictObject({
  type: z.literal('message'),
  id: z.uuid(),
  conversationId: z.uuid(),
  seq: z.int(),
  kind: MessageType,
  sender: Name.nullable(),
  text: z.string(),
  entities: z.array(Entity),
  notice: Notice.extend({ people: z.array(Name) }).nullable(),
  replyTo: z.strictObject({ id: z.uuid(), seq: z.int().nullable() }).nullable(),
  forwarded: z.boolean(),
  reactions: z.array(z.strictObject({ emoji: z.string(), members: z.array(Name) })),
  files: z.array(ArchivedFile),
  preview: LinkPreview.nullable(),
  sentAt: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
  deletedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
});
export type ArchivedMessage = z.infer<typeof ArchivedMessage>;

export const ArchiveEnd = z.strictObject({
  type: z.literal('end'),
  conversations: z.int(),
  messages: z.int(),
  files: z.int(),
  missingFiles: z.int(),
});

export const ArchiveLine = z.discriminatedUnion('type', [
  ArchiveHead,
  ArchivedConversation,
  ArchivedMessage,
  ArchiveEnd,
]);
export type ArchiveLine = z.infer<typeof ArchiveLine>;
