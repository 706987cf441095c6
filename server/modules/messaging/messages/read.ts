import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { conversationNotFound } from '../problems.ts';
import type { Message } from '../schemas.ts';
import { toMessageViewer } from '../visibility.ts';
import { presentMessages } from './present.ts';
import {
  findMessage,
  findMessagesAfter,
  findMessagesAt,
  findMessagesBefore,
  groupBySameView,
  type MessageRow,
} from './queries.ts';
import { firstSeqSince, readableRange } from './readable-range.queries.ts';
import type { MessageList, MessagesQuery } from './schemas.ts';

/**
 * Messages of a conversation, oldest first: the newest ones, or those before, after or around a number or a
 * time. `show` reveals, for this request, group messages of members whom the viewer blocks.
 *
 * Cost: one range of the primary key of one partition; a time needs one more query, which finds its number.
 *
 * @throws Problem 404 `conversation_not_found`
 */
export async function listMessages(
  ctx: Context,
  viewer: Viewer,
  id: string,
  { beforeSeq, afterSeq, aroundSeq, aroundTime, limit, show }: MessagesQuery,
): Promise<MessageList> {
  const reader = toMessageViewer(viewer, show);
  const span = await readableRange(ctx.db, viewer, id);
  if (span === undefined) throw conversationNotFound();
  const now = ctx.clock();
  const middle =
    aroundTime === undefined ? aroundSeq : await firstSeqSince(ctx.db, span, new Date(aroundTime));
  const before = (from: number | undefined, take: number) =>
    findMessagesBefore(ctx.db, reader, id, from, take, now).then((rows) => rows.reverse());
  let rows: MessageRow[];
  if (middle !== undefined) {
    const newerLimit = Math.ceil(limit / 2);
    const [older, newer] = await Promise.all([
      before(middle, limit - newerLimit),
      findMessagesAfter(ctx.db, reader, id, middle - 1, newerLimit, now),
    ]);
    rows = [...older, ...newer];
  } else if (afterSeq !== undefined) rows = await findMessagesAfter(ctx.db, reader, id, afterSeq, limit, now);
  else rows = await before(beforeSeq, limit);
  const first = rows[0]?.seq;
  const last = rows.at(-1)?.seq;
  // An empty result lies entirely on one side of the requested position.
  const isEmpty = span.lastSeq < span.firstSeq;
  return {
    items: await presentMessages(ctx, rows),
    hasBefore: first === undefined ? !isEmpty && afterSeq !== undefined : first > span.firstSeq,
    hasAfter: last === undefined ? !isEmpty && afterSeq === undefined : last < span.lastSeq,
    lastSeq: span.lastSeq,
  };
}

/**
 * A message and some before it, as its viewer sees them: for a report, which stores what its reporter saw.
 * Leaves out notices and redacted messages; the reported message may be from a member whom the viewer blocks.
 *
 * @param maxBefore  maximum number of messages before it
 * @returns undefined if the viewer may not read it, or its content is gone
 */
export async function messageWithContext(
  ctx: Context,
  viewer: Viewer,
  id: string,
  maxBefore: number,
): Promise<{ message: Message; before: Message[] } | undefined> {
  const now = ctx.clock();
  const reader = { id: viewer.id, includesRequests: true } as const;
  const row = await findMessage(ctx.db, { ...reader, includesBlocked: true }, id, now);
  if (row === undefined || !isVisible(row)) return undefined;
  const rows = await findMessagesBefore(ctx.db, reader, row.conversationId, row.seq, maxBefore, now);
  const [message, ...before] = await presentMessages(ctx, [row, ...rows.reverse().filter(isVisible)]);
  return message && { message, before };
}

const isVisible = (row: MessageRow): boolean =>
  !row.redacted && row.deletedAt === null && row.type !== 'notice';

/**
 * The event of one message for each of the given members: the same for most, redacted for some. Members who
 * may not read it are left out.
 *
 * Cost: one query that groups the members by view (usually one or two), and one message per view.
 */
export async function eventsFor(
  ctx: Context,
  conversationId: string,
  seq: number,
  memberIds: readonly string[],
): Promise<{ memberId: string; message: Message }[]> {
  const viewGroups = await groupBySameView(ctx.db, conversationId, seq, memberIds);
  const events: { memberId: string; message: Message }[] = [];
  for (const { memberIds: groupMemberIds } of viewGroups) {
    const [reader] = groupMemberIds;
    if (reader === undefined) continue;
    const rows = await findMessagesAt(ctx.db, { id: reader }, [{ conversationId, seq }], ctx.clock());
    const [message] = await presentMessages(ctx, rows);
    if (message !== undefined) events.push(...groupMemberIds.map((memberId) => ({ memberId, message })));
  }
  return events;
}
