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

/** So many of the newest replies are ranked; older ones follow by time. */
export const MAX_RANKED = 2_000;
/** The first places that are shown only to replies whose likes and answers were weighed. */
const MAX_WEIGHED = 60;
/** So many replies are weighed at a time, until the first places hold no others, and of each so many likes are looked at. */
const ROUNDS = [
  { max: MAX_WEIGHED, likers: 50 },
  { max: 240, likers: 20 },
  { max: MAX_RANKED, likers: 10 },
];

/**
 * Ids of one page of the direct replies to a post that the viewer may see, in the order asked for.
 *
 * `top` is ranked once, when its first page is read, and that order is kept for its reader: nothing comes twice or is
 * skipped while people like and answer. Who has switched ranking off gets the newest first.
 *
 * @throws Problem 400 `invalid_cursor`
 */
export async function listReplies(
  ctx: Context,
  viewer: Viewer,
  post: Post,
  { limit, cursor, order }: ThreadQuery,
): Promise<Page<string>> {
  // Under `top` the cursor of what was not ranked is a reply's id, as it is in the orders by time.
  const isChronological = order !== 'top' || (cursor !== undefined && !isReplyCursor(cursor));
  if (isChronological || (cursor === undefined && (await hasRankingOff(ctx.db, viewer.id)))) {
    const chronological = order === 'oldest' ? 'oldest' : 'newest';
    const page = { after: readCursor(cursor), order: chronological, take: limit + 1 } as const;
    return toPage(await findRepliesAfter(ctx.db, viewer, post.id, page), limit, (id) => id);
  }
  const position = cursor === undefined ? undefined : decodeReplyCursor(cursor);
  const saved = position && (await findOrder(ctx.db, viewer.id, { id: position.id, postId: post.id }));
  // An order that was forgotten begins anew, as a list that is opened again does.
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
  return { id: newId(), postId: post.id, replyIds, restBefore: oldest ?? null };
}

/**
 * The best first. Likes and answers count by the standing of who gave them, so that unknown accounts lift nothing, however many
 * replies they write. Weighing only takes away: it goes on while a reply that was not weighed stands in the first places.
 *
 * Cost: one query over at most 60 replies; one or two more, over 240 and the rest, where many that unknown accounts like stood first.
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

/** The page from a position on; one more reply than fits is looked for, to learn whether any follows. */
async function pageOf(
  ctx: Context,
  viewer: Viewer,
  order: ReplyOrder,
  from: number,
  limit: number,
): Promise<Page<string>> {
  const found: { id: string; place: number }[] = [];
  let position = from;
  while (found.length <= limit && position < order.replyIds.length) {
    const ids = order.replyIds.slice(position, position + 2 * (limit + 1));
    const seen = await findVisibleReplies(ctx.db, viewer, ids, limit + 1 - found.length);
    for (const { id, place } of seen) found.push({ id, place: position + place });
    position += ids.length;
  }
  const items = found.slice(0, limit).map(({ id }) => id);
  const next = found[limit];
  if (next !== undefined)
    return { items, nextCursor: encodeReplyCursor({ id: order.id, position: next.place }) };
  if (order.restBefore === null) return { items, nextCursor: null };
  // The page is filled with what was not ranked: a cursor always leads to something.
  const remaining = limit - items.length;
  const rest = await findRepliesAfter(ctx.db, viewer, order.postId, {
    after: order.restBefore,
    order: 'newest',
    take: remaining + 1,
  });
  const unranked = rest.slice(0, remaining);
  return {
    items: [...items, ...unranked],
    nextCursor: rest.length > remaining ? writeCursor(unranked.at(-1) ?? order.restBefore) : null,
  };
}
