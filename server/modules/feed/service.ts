import { LRUCache } from 'lru-cache';
import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { firstIdAt } from '../../platform/id.ts';
import { type PageQuery, readCursor, toPage } from '../../platform/page.ts';
import { processState } from '../../platform/process-state.ts';
import { type MutedMatcher, mutedMatcher, presentRows } from '../content/index.ts';
import { LIMITS } from './limits.ts';
import {
  MIN_UUID,
  parseViewerFacts,
  pullPage,
  selectWindow,
  type ViewerFacts,
  type WindowRow,
} from './queries.ts';
import { type FolloweeRepost, isFolded } from './reposts/folding.ts';
import { loadReposts, presentEntries, type RepostsByPost, type ShownEntry } from './reposts/present.ts';
import type { HomePage } from './schemas.ts';
import { lockTimeline, markRead, rebuildTimeline, setFloor } from './timeline/queries.ts';

const HOUR_MS = 3_600_000;
/**
 * How far ahead of this machine's clock the first page reaches. A limit, so that timeline partitions of later
 * months are not opened.
 */
const MAX_CLOCK_SKEW_MS = 24 * HOUR_MS;

/**
 * One page of a member's home timeline, newest first.
 *
 * Cost: one statement of 25 candidates, whatever the number of follows; another if more than four of them are
 * hidden; two small ones if there are reposts; one if posts quote; one if the viewer mutes words. Pages older
 * than the materialised timeline are pulled, which grows with the follows; few people scroll that far.
 *
 * @param viewer  the signed-in member; blocks, mutes, unfollows and visibility are applied for them
 * @param query  `limit` 1–100 posts; `cursor` of the previous page, absent for the top
 * @returns posts in descending id order; `nextCursor` is null on the last page; and whether the viewer
 *   prefers the ranked home
 * @throws Problem 400 `invalid_cursor`
 * @see docs/adr/0008-home-timeline.md for push against pull, with figures
 */
export async function getLatest(
  ctx: Context,
  viewer: Viewer,
  { limit, cursor }: PageQuery,
): Promise<HomePage & { prefersTop: boolean }> {
  const before = readCursor(cursor) ?? firstIdAt(Date.now() + MAX_CLOCK_SKEW_MS);
  const take = limit + 1;
  const repostsByPost: RepostsByPost = new Map();
  const { shown, floor, muted, prefersTop } = await readTimelineEntries(
    ctx,
    viewer,
    repostsByPost,
    before,
    take,
  );
  if (shown.length < take && floor !== null) {
    const older = { before: before < floor ? before : floor, from: MIN_UUID };
    const pulled = await pullPage(ctx.db, viewer, older, take - shown.length);
    shown.push(...pulled.map((entry) => ({ ...entry, post: null })));
  }
  const { items, nextCursor } = toPage(shown, limit, ({ id }) => id);
  const entries = await presentEntries(ctx, viewer, repostsByPost, items);
  return { items: entries.filter((post) => !muted?.(post)), nextCursor, prefersTop };
}

/** The newest readable entries of the materialised timeline below an id, and where the timeline ends. */
async function readTimelineEntries(
  ctx: Context,
  viewer: Viewer,
  repostsByPost: RepostsByPost,
  before: string,
  take: number,
): Promise<{
  shown: ShownEntry[];
  floor: string | null;
  muted: MutedMatcher | null;
  prefersTop: boolean;
}> {
  const shown: ShownEntry[] = [];
  const { id, universityId } = viewer;
  let muted: MutedMatcher | null = null;
  for (let from = before, isBuilt = false; ; ) {
    const window = selectWindow(take - shown.length);
    const { rows, facts } = await queryWindow(ctx, { id, universityId, before: from }, window);
    if (!isBuilt && (await reactivate(ctx, id, facts.readAt))) {
      isBuilt = true;
      continue;
    }
    isBuilt = true;
    if (facts.mutesWords) muted ??= await mutedMatcher(ctx, viewer, 'home');
    const candidates = rows.filter(isCandidate).sort(newestFirst);
    const found = candidates.filter(isReadable).slice(0, window.take);
    const entries = await toEntries(ctx, viewer, found);
    await loadReposts(ctx, viewer, repostsByPost, entries);
    for (const entry of entries) {
      if (isShownAtHome(entry, repostsByPost.get(entry.postId) ?? []) && !(entry.post && muted?.(entry.post)))
        shown.push(entry);
    }
    // A full page may end before its window: continue from the last shown entry.
    const isFull = found.length === window.take;
    const last = (isFull ? found : candidates).at(-1)?.entryId;
    const isDone = !isFull && candidates.length < window.size;
    if (shown.length >= take || isDone || !last) {
      return { shown, floor: facts.floor, muted, prefersTop: facts.prefersTop };
    }
    from = last;
  }
}

/** Viewers who needed the full query last time. A cache: an evicted viewer costs one extra query. */
const fullQueryViewers = processState(
  'feed.full-query-viewers',
  () => new LRUCache<string, true>({ max: 50_000 }),
);

/** Runs the fast path; runs the full query if the fast path says that this viewer needs it. */
async function queryWindow(
  ctx: Context,
  params: { id: string; universityId: string; before: string },
  window: ReturnType<typeof selectWindow>,
): Promise<{ rows: WindowRow[]; facts: ViewerFacts }> {
  const needsFull = fullQueryViewers(ctx);
  const isFastPath = !needsFull.has(params.id);
  const rows = await (isFastPath ? window.fastPath : window.fullQuery)(ctx.db, params);
  const facts = parseViewerFacts(rows[0] as WindowRow); // a left join from one row, so there is always a first row
  if (!isFastPath && !facts.needsFullQuery) needsFull.delete(params.id);
  if (!isFastPath || !facts.needsFullQuery) return { rows, facts };
  needsFull.set(params.id, true);
  return { rows: await window.fullQuery(ctx.db, params), facts };
}

type Candidate = WindowRow & { entryId: string };
type ReadableRow = Extract<Candidate, { id: string }>;
const isCandidate = (row: WindowRow): row is Candidate => row.entryId !== null;
const isReadable = (row: Candidate): row is ReadableRow => row.id !== null;
const newestFirst = (a: Candidate, b: Candidate): number =>
  a.entryId < b.entryId ? 1 : a.entryId > b.entryId ? -1 : 0;

/** The entries of a timeline window with their posts, each once. */
async function toEntries(ctx: Context, viewer: Viewer, rows: readonly ReadableRow[]): Promise<ShownEntry[]> {
  const posts = await presentRows(ctx, viewer, rows);
  const entries = new Map<string, ShownEntry>();
  for (const [index, { entryId: id, isOwnOrFollowed, hashtag }] of rows.entries()) {
    const post = posts[index];
    if (!post) continue;
    const isFromHashtag = hashtag !== null && post.replyToId === null;
    const isOwnEntry = isOwnOrFollowed || isFromHashtag;
    entries.set(id, { id, postId: post.id, isOwnEntry, hashtag: id === post.id ? hashtag : null, post });
  }
  return [...entries.values()];
}

/**
 * Whether an entry is shown. A post always is. A repost is if it still exists, still belongs in this viewer's
 * home, and is not folded.
 * @param reposts  of the same post that belong in this viewer's home
 */
const isShownAtHome = (entry: ShownEntry, reposts: readonly FolloweeRepost[]): boolean =>
  entry.id === entry.postId ||
  (reposts.some(({ id }) => id === entry.id) && !isFolded(entry, reposts, LIMITS.foldMs));

/**
 * Records activity once an hour, and rebuilds the timeline of a viewer who reads for the first time or after
 * more than 14 days.
 *
 * No post is lost: the viewer counts as active from the commit of `markRead`, and the rebuild reads posts
 * after that commit. A fan-out that ran earlier belongs to a post that the rebuild sees; a later fan-out
 * finds an active viewer.
 * @returns whether the timeline was rebuilt
 */
export async function reactivate(ctx: Context, userId: string, readAt: Date | null): Promise<boolean> {
  const now = ctx.clock();
  const inactiveMs = readAt === null ? Number.POSITIVE_INFINITY : now.getTime() - readAt.getTime();
  if (inactiveMs > HOUR_MS) await markRead(ctx.db, userId, now);
  if (inactiveMs <= LIMITS.inactiveMs) return false;
  await ctx.transaction(async (tx) => {
    await lockTimeline(tx.db, userId);
    await setFloor(tx.db, userId, await rebuildTimeline(tx.db, userId, LIMITS.maxEntriesWritten));
  });
  return true;
}
