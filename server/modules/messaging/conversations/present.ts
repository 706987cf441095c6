import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { mutedTextMatcher } from '../../content/index.ts';
import { media } from '../../media/index.ts';
import { presentMessages, visibleProgress } from '../messages/present.ts';
import { findMessagesAt, progressOf } from '../messages/queries.ts';
import { type ConversationRow, lastSeqs } from './queries.ts';
import type { Conversation } from './schemas.ts';

/** The end of a mute without an end. */
const FOREVER_MS = Date.parse('9999-01-01T00:00:00Z');
export const farFuture = () => new Date(FOREVER_MS);

/**
 * Conversations as the viewer sees them, in the order of the rows.
 * Cost: two queries for last messages and one for statuses, whatever the number of conversations.
 */
export async function presentConversations(
  ctx: Context,
  viewer: Viewer,
  rows: readonly ConversationRow[],
): Promise<Conversation[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const now = ctx.clock();
  const lastSeqById = await lastSeqs(ctx.db, viewer, ids, now);
  const messages = await presentMessages(ctx, await findMessagesAt(ctx.db, viewer, lastSeqById, now));
  const progress = await progressOf(ctx.db, ids);
  const hiddenWords = await requestsWithHiddenWords(ctx, viewer, rows);
  const lastMessageById = new Map(messages.map((message) => [message.conversationId, message]));
  const progressById = new Map(
    progress.map((entry) => [entry.conversationId, visibleProgress(entry, viewer.id)]),
  );
  return rows.map((row) => {
    const mutedUntil = row.mutedUntil !== null && row.mutedUntil > now ? row.mutedUntil : null;
    return {
      id: row.id,
      type: row.type,
      name: row.name,
      avatarUrl: media.signUrl(ctx, row.avatarUrl),
      participants: row.people,
      memberCount: row.memberCount,
      lastMessage: lastMessageById.get(row.id) ?? null,
      lastMessageAt: row.lastMessageAt.toISOString(),
      unreadCount: row.unread,
      mentioned: row.mentioned,
      lastSeq: row.lastSeq,
      firstSeq: row.firstSeq,
      readSeq: row.readSeq,
      deliveredSeq: row.deliveredSeq,
      othersDeliveredSeq: progressById.get(row.id)?.delivered ?? 0,
      othersReadSeq: progressById.get(row.id)?.read ?? 0,
      role: row.role,
      request: row.state === 'request',
      hasHiddenWord: hiddenWords.has(row.id),
      awaitsAcceptance: row.awaitsAcceptance,
      blocking: row.blocking,
      muted: mutedUntil !== null,
      mutedUntil: mutedUntil === null || mutedUntil.getTime() >= FOREVER_MS ? null : mutedUntil.toISOString(),
      archived: row.archivedAt !== null,
      pinned: row.pinnedAt !== null,
      markedUnread: row.markedUnread,
      history: row.history,
      whoWrites: row.whoWrites,
      whoAdds: row.whoAdds,
      disappearAfterSeconds: row.disappearAfterSeconds,
      createdAt: row.createdAt.toISOString(),
    };
  });
}

/** Messages of a request; a requester may write no more. */
const REQUEST_MESSAGES = 5;

/** Which of the conversations are requests that contain a word which the viewer hides. No query if none is a request. */
async function requestsWithHiddenWords(
  ctx: Context,
  viewer: Viewer,
  rows: readonly ConversationRow[],
): Promise<Set<string>> {
  const requests = rows.filter(({ state, type }) => state === 'request' && type === 'direct');
  const matches = requests.length === 0 ? null : await mutedTextMatcher(ctx, viewer);
  if (matches === null) return new Set();
  const keys = requests.flatMap(({ id: conversationId, lastSeq }) =>
    Array.from({ length: Math.min(lastSeq, REQUEST_MESSAGES) }, (_, index) => ({
      conversationId,
      seq: lastSeq - index,
    })),
  );
  const reader = { id: viewer.id, includesRequests: true } as const;
  const messages = await findMessagesAt(ctx.db, reader, keys, ctx.clock());
  return new Set(
    messages.filter(({ content }) => matches(content) !== null).map(({ conversationId }) => conversationId),
  );
}
