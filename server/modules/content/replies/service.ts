import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { type Page, readCursor, toPage, writeCursor } from '../../../platform/page.ts';
import type { Post, ThreadQuery } from '../schemas.ts';
import { decodeReplyCursor, encodeReplyCursor, isReplyCursor } from './cursor.ts';
import {
  findOrder,
  findRepliesAfter,
  findReplyCandidates,
  findVisibleReplies,
  hasRankingOff,
  type ReplyOrder,
  saveOrder,
  weighParticipants,
} from './queries.ts';
import { type ReplySignals, rankReplies } from './ranking.ts';

/** The newest replies are ranked; older ones follow by time. */
export const MAX_RANKED = 2_000;
/** The first positions, which are only given to replies whose likes and answers were weighed. */
const MAX_WEIGHED = 60;
/** Weighing rounds, until all first positions are weighed: replies per round, and likes read per reply. */
const ROUNDS = [
  { max: MAX_WEIGHED, likers: 50 },
  { max: 240, likers: 20 },
  { max: MAX_RANKED, likers: 10 },
];

/**
 * Ids of one page of the direct replies to a post that the viewer may see, in the requested order.
 *
 * `top` is ranked when its first page is read, and that order is stored for the viewer: nothing repeats or is
 * skipped while people like and answer. A viewer who has switched ranking off gets the newest first.
 *
 * @throws Problem 400 `invalid_cursor`
 */
export async function listReplies(
  ctx: Context,
  viewer: Viewer,
  post: Post,
  { limit, cursor, order }: ThreadQuery,
): Promise<Page<string>> {
  // Under `top` the cursor of the unranked rest is a reply's id, as in the chronological orders.
  const isChronological = order !== 'top' || (cursor !== undefined && !isReplyCursor(cursor));
  if (isChronological || (cursor === undefined && (await hasRankingOff(ctx.db, viewer.id)))) {
    const chronological = order === 'oldest' ? 'oldest' : 'newest';
    const page = { after: readCursor(cursor), order: chronological, take: limit + 1 } as const;
    return toPage(await findRepliesAfter(ctx.db, viewer, post.id, page), limit, (id) => id);
  }
  const position = cursor === undefined ? undefined : decodeReplyCursor(cursor);
  const saved = position && (await findOrder(ctx.db, viewer.id, { id: position.id, postId: post.id }));
  // A deleted order is built again, as if the list were opened again.
  const replyOrder = saved ?? (await buildOrder(ctx, viewer, post));
  const page = await pageOf(ctx, viewer, replyOrder, saved && position ? position.position : 0, limit);
  if (!saved && page.nextCursor !== null) await saveOrder(ctx.db, viewer.id, replyOrder);
  return page;
}

async function buildOrder(ctx: Context, viewer: Viewer, post: Post): Promise<ReplyOrder> {
  const replies = await findReplyCandidates(
    ctx.db,
    viewer,
    { id: post.id, authorId: post.author.id },
    { now: ctx.clock(), take: MAX_RANKED + 1 },
  );
  const candidates = replies.slice(0, MAX_RANKED);
  const oldest = replies.length > MAX_RANKED ? candidates.at(-1)?.id : undefined;
  const replyIds = await rankByStanding(ctx, candidates);
  return { id: newId(), postId: post.id, replyIds, oldestRankedId: oldest ?? null };
}

/**
 * Ranks replies. Likes and answers are weighed by the standing of the members who gave them, so that unknown
 * accounts raise nothing, however many replies they write. Weighing only lowers a score. So it repeats while
 * an unweighed reply is in the first positions.
 *
 * Cost: one query over at most 60 replies; one or two more, over 240 and the rest, if many replies that
 * unknown accounts like were first.
 */
async function rankByStanding(ctx: Context, candidates: readonly ReplySignals[]): Promise<string[]> {
  const replies = new Map(candidates.map((reply) => [reply.id, reply]));
  const unweighed = new Set(candidates.filter(hasParticipants).map(({ id }) => id));
  let order = rankReplies(candidates);
  for (const { max, likers } of ROUNDS) {
    if (!order.slice(0, MAX_WEIGHED).some((id) => unweighed.has(id))) break;
    const ids = order.filter((id) => unweighed.has(id)).slice(0, max);
    const weights = await weighParticipants(ctx.db, ids, likers);
    for (const id of ids) {
      unweighed.delete(id);
      const reply = replies.get(id);
      const counted = weights.get(id);
      if (reply && counted)
        replies.set(id, { ...reply, likes: reply.likes * counted.likes, answerers: counted.answerers });
    }
    order = rankReplies([...replies.values()]);
  }
  return order;
}

const hasParticipants = ({ likes, answerers }: ReplySignals): boolean => likes + answerers > 0;

/** The page from a position on. It reads one more reply than fits, to know whether there is a next page. */
async function pageOf(
  ctx: Context,
  viewer: Viewer,
  order: ReplyOrder,
  from: number,
  limit: number,
): Promise<Page<string>> {
  const found: { id: string; position: number }[] = [];
  let start = from;
  while (found.length <= limit && start < order.replyIds.length) {
    const ids = order.replyIds.slice(start, start + 2 * (limit + 1));
    const visible = await findVisibleReplies(ctx.db, viewer, ids, limit + 1 - found.length);
    for (const { id, position } of visible) found.push({ id, position: start + position });
    start += ids.length;
  }
  const items = found.slice(0, limit).map(({ id }) => id);
  const next = found[limit];
  if (next !== undefined)
    return { items, nextCursor: encodeReplyCursor({ id: order.id, position: next.position }) };
  if (order.oldestRankedId === null) return { items, nextCursor: null };
  // Unranked replies fill the page, so that a cursor always has a next page.
  const remaining = limit - items.length;
  const rest = await findRepliesAfter(ctx.db, viewer, order.postId, {
    after: order.oldestRankedId,
    order: 'newest',
    take: remaining + 1,
  });
  const unranked = rest.slice(0, remaining);
  return {
    items: [...items, ...unranked],
    nextCursor: rest.length > remaining ? writeCursor(unranked.at(-1) ?? order.oldestRankedId) : null,
  };
}
