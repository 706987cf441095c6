import type { Context } from '../../../platform/context.ts';
import { type Media, media } from '../../media/index.ts';
import type { Message } from '../schemas.ts';
import { type MessageRow, type Progress, progressOf } from './queries.ts';

/**
 * Messages as their reader sees them, in the rows' order.
 * Cost: one query for the ticks of all conversations, one for files where there are any.
 */
export async function presentMessages(ctx: Context, rows: readonly MessageRow[]): Promise<Message[]> {
  if (rows.length === 0) return [];
  const withMedia = rows.filter((row) => row.hasMedia).map((row) => row.id);
  // One after the other: inside a transaction there is one connection.
  const files = await media.of(ctx, 'message', withMedia);
  const progress = await progressOf(ctx.db, [...new Set(rows.map((row) => row.conversationId))]);
  const far = new Map(progress.map((one) => [one.conversationId, one]));
  return rows.map((row) =>
    toMessage(row, files.get(row.id) ?? [], statusOf(row, far.get(row.conversationId))),
  );
}

export function statusOf(
  { seq, heldBack }: Pick<MessageRow, 'seq' | 'heldBack'>,
  progress: Progress | undefined,
): Message['status'] {
  if (progress === undefined || heldBack || progress.delivered < seq) return 'sent';
  return progress.read < seq ? 'delivered' : 'read';
}

export const toMessage = (row: MessageRow, files: Media[], status: Message['status']): Message => ({
  id: row.id,
  conversationId: row.conversationId,
  seq: row.seq,
  senderId: row.senderId,
  sender:
    row.senderId === null || row.username === null
      ? null
      : {
          id: row.senderId,
          username: row.username,
          displayName: row.displayName ?? row.username,
          avatarUrl: row.avatarUrl,
        },
  clientId: row.clientId,
  type: row.type,
  content: row.content,
  entities: row.entities,
  media: files,
  notice: row.notice,
  replyToId: row.replyToId,
  replyTo: row.replyTo,
  forwarded: row.forwarded,
  reactions: row.reactions,
  preview: row.preview,
  status,
  withheld: row.withheld,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  editedAt: row.editedAt?.toISOString() ?? null,
  deletedAt: row.deletedAt?.toISOString() ?? null,
  changedAt: row.changedAt?.toISOString() ?? null,
});
