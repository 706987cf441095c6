import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { conversationNotFound } from '../problems.ts';
import type { Message } from '../schemas.ts';
import { toMessageViewer } from '../visibility.ts';
import { presentMessages } from './present.ts';
import {
  groupBySameView,
  type MessageRow,
  messageById,
  messagesAfter,
  messagesAt,
  messagesBefore,
} from './queries.ts';
import { firstSeqSince, readableRange } from './readable-range.queries.ts';
import type { MessageList, MessagesQuery } from './schemas.ts';

/**
 * Messages of a conversation by number, the oldest first: the last ones, or those before, after or around a number or a
 * moment; with `show`, what people whom the viewer blocks wrote in a group is shown, for this once.
 *
 * Cost: one range of the primary key of one partition; for a moment one query more, which finds its number.
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
    messagesBefore(ctx.db, reader, id, from, take, now).then((rows) => rows.reverse());
  let rows: MessageRow[];
  if (middle !== undefined) {
    const newerLimit = Math.ceil(limit / 2);
    const [older, newer] = await Promise.all([
      before(middle, limit - newerLimit),
      messagesAfter(ctx.db, reader, id, middle - 1, newerLimit, now),
    ]);
    rows = [...older, ...newer];
  } else if (afterSeq !== undefined) rows = await messagesAfter(ctx.db, reader, id, afterSeq, limit, now);
  else rows = await before(beforeSeq, limit);
  const first = rows[0]?.seq;
  const last = rows.at(-1)?.seq;
  // Where nothing was found, everything is on the other side of what was asked for.
  const isEmpty = span.lastSeq < span.firstSeq;
  return {
    items: await presentMessages(ctx, rows),
    hasBefore: first === undefined ? !isEmpty && afterSeq !== undefined : first > span.firstSeq,
    hasAfter: last === undefined ? !isEmpty && afterSeq === undefined : last < span.lastSeq,
    lastSeq: span.lastSeq,
  };
}

/**
 * A message with those shortly before it, as its reader has them on their screen: for a report, which keeps what its reporter
 * saw. Notices and what is not shown to them are left out; the message itself may be from somebody whom they block.
 *
 * @param maxBefore  how many before it, at most
 * @returns undefined where the viewer may not read it, or nothing is left to read
 */
export async function messageWithContext(
  ctx: Context,
  viewer: Viewer,
  id: string,
  maxBefore: number,
): Promise<{ message: Message; before: Message[] } | undefined> {
  const now = ctx.clock();
  const row = await messageById(ctx.db, toMessageViewer(viewer, 'blocked'), id, now);
  if (row === undefined || !isVisible(row)) return undefined;
  const rows = await messagesBefore(ctx.db, viewer, row.conversationId, row.seq, maxBefore, now);
  const [message, ...before] = await presentMessages(ctx, [row, ...rows.reverse().filter(isVisible)]);
  return message && { message, before };
}

const isVisible = (row: MessageRow): boolean =>
  !row.redacted && row.deletedAt === null && row.type !== 'notice';

/**
 * What each of some members is to be sent of one message: the same for most, without its text for those from whom it is
 * withheld. Who may not read it is left out.
 *
 * Cost: one query that sorts the members into kinds, mostly one or two, and one message for each kind.
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
    const rows = await messagesAt(ctx.db, { id: reader }, [{ conversationId, seq }], ctx.clock());
    const [message] = await presentMessages(ctx, rows);
    if (message !== undefined) events.push(...groupMemberIds.map((memberId) => ({ memberId, message })));
  }
  return events;
}
