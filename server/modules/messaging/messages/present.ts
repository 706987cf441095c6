import type { Context } from '../../../platform/context.ts';
import { type Media, media } from '../../media/index.ts';
import type { Message } from '../schemas.ts';
import { type MessageRow, type Progress, progressOf } from './queries.ts';

/**
 * Messages as the viewer sees them, in the order of the rows.
 * Cost: one query for the statuses of all conversations, one for files if there are any.
 */
export async function presentMessages(ctx: Context, rows: readonly MessageRow[]): Promise<Message[]> {
  if (rows.length === 0) return [];
  const withMedia = rows.filter((row) => row.hasMedia).map((row) => row.id);
  // Sequential: a transaction has one connection.
  const files = await media.attachmentsOf(ctx, 'message', withMedia);
  const progress = await progressOf(ctx.db, [...new Set(rows.map((row) => row.conversationId))]);
  const progressById = new Map(progress.map((entry) => [entry.conversationId, entry]));
  return rows.map((row) =>
    toMessage(row, files.get(row.id) ?? [], statusOf(row, progressById.get(row.conversationId))),
  );
}

/** The status as its sender sees it. */
export function statusOf(
  { seq, isSenderOnly, senderId }: Pick<MessageRow, 'seq' | 'isSenderOnly' | 'senderId'>,
  progress: Progress | undefined,
): Message['status'] {
  if (progress === undefined || isSenderOnly) return 'sent';
  const { delivered, read } = visibleProgress(progress, senderId);
  if (read >= seq) return 'read';
  return delivered >= seq ? 'delivered' : 'sent';
}

/** The others' watermarks, as far as the viewer shares the same receipts. */
export const visibleProgress = (progress: Progress, readerId: string | null) => {
  const isVisible = (hiddenFrom: readonly string[]) => readerId === null || !hiddenFrom.includes(readerId);
  const others = progress.withoutBlockers.find((entry) => entry.readerId === readerId) ?? progress;
  const read = isVisible(progress.readHiddenBy) ? others.read : 0;
  return { delivered: isVisible(progress.deliveredHiddenBy) ? Math.max(others.delivered, read) : read, read };
};

/** A row as the API gives it. */
export const toMessage = (row: MessageRow, files: Media[], status: Message['status']): Message => ({
  id: row.id,
  conversationId: row.conversationId,
  seq: row.seq,
  senderId: row.senderId,
  sender:
    row.senderId === null || row.username === null || row.redacted
      ? null
      : {
          id: row.senderId,
          username: row.username,
          displayName: row.displayName ?? row.username,
          avatarUrl: row.avatarUrl,
          official: row.official,
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
  redacted: row.redacted,
  senderBlocked: row.senderBlocked,
  concealed: row.concealed,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  editedAt: row.editedAt?.toISOString() ?? null,
  deletedAt: row.deletedAt?.toISOString() ?? null,
  changedAt: row.changedAt?.toISOString() ?? null,
});
