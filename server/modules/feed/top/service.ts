import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { idTime, newId } from '../../../platform/id.ts';
import { writeCursor } from '../../../platform/page.ts';
import { loadCohortPosts } from '../cohort/service.ts';
import { resolvePreferences } from '../preferences/service.ts';
import { copyValues, createScale, rankCandidates, type ScoredCandidate } from '../ranking/rank.ts';
import {
  createSession,
  isSessionCursor,
  persistSession,
  resumeSession,
  type Session,
  sliceSession,
} from '../ranking/sessions.ts';
import { affinity, engagement, popularity, recency } from '../ranking/signals.ts';
import type { HomeEntry, HomePage, HomeQuery } from '../schemas.ts';
import { getLatest } from '../service.ts';
import { countLikedAuthors } from './queries.ts';

/** The signals, next to diversity. */
const SIGNALS = ['recency', 'engagement', 'affinity'];
/** The newest entries of home that are ranked: the longest page of it. */
const MAX_RANKED = 100;

/**
 * Home in the requested order, or in the one that the viewer prefers: the latest first, or the best of the
 * newest hundred. If home ends on its first page, it is filled from the viewer's cohort as long as they
 * follow few members or it has few posts.
 * @throws Problem 400 `invalid_cursor`
 */
export async function getHome(ctx: Context, viewer: Viewer, query: HomeQuery): Promise<HomePage> {
  const page = await readOwnHome(ctx, viewer, query);
  const remaining = query.limit - page.items.length;
  if (query.cursor !== undefined || page.nextCursor !== null || remaining <= 0) return page;
  const shown = new Set(page.items.map(({ id }) => id));
  return {
    items: [...page.items, ...(await loadCohortPosts(ctx, viewer, shown, remaining))],
    nextCursor: null,
  };
}

async function readOwnHome(ctx: Context, viewer: Viewer, query: HomeQuery): Promise<HomePage> {
  const { rank, cursor } = query;
  if (rank === 'top' || (cursor !== undefined && isSessionCursor(cursor))) return readTop(ctx, viewer, query);
  const page = await getLatest(ctx, viewer, query);
  if (rank === undefined && cursor === undefined && page.prefersTop) return readTop(ctx, viewer, query);
  return page;
}

/**
 * One page of the ranked home. Ranked once, when its session begins; newer posts wait for the next session.
 *
 * Cost: a page of 100 of home, and for the first page the viewer's last hundred likes.
 */
async function readTop(ctx: Context, viewer: Viewer, { limit, cursor }: HomeQuery): Promise<HomePage> {
  const resumed = await resumeSession(ctx, viewer.id, 'top', cursor);
  const id = resumed?.id ?? newId();
  const entries = await loadEntriesBefore(ctx, viewer, id);
  // Already seen posts come again: this is home, and the viewer should miss nothing.
  const session = resumed ?? (await rankEntries(ctx, viewer, entries, id));
  const items = takeNextEntries(entries, session, limit);
  return { items, nextCursor: await persistSession(ctx, viewer.id, 'top', session) };
}

/** The newest entries of home that existed when a session began. */
const loadEntriesBefore = async (ctx: Context, viewer: Viewer, sessionId: string): Promise<HomeEntry[]> =>
  (await getLatest(ctx, viewer, { limit: MAX_RANKED, cursor: writeCursor(sessionId) })).items;

async function rankEntries(
  ctx: Context,
  viewer: Viewer,
  entries: readonly HomeEntry[],
  id: string,
): Promise<Session> {
  const [{ weights }, liked] = await Promise.all([
    resolvePreferences(ctx, viewer.id),
    countLikedAuthors(ctx.db, viewer.id),
  ]);
  const now = ctx.clock().getTime();
  const candidates = entries.map(
    ({ entryId, author, counts, repostedBy }): ScoredCandidate => ({
      id: entryId,
      authorId: author.id,
      values: [
        recency(now - idTime(entryId)),
        // Followees count as people with similar tastes.
        engagement(popularity(counts.likes + counts.reposts + counts.replies, repostedBy?.count ?? 0)),
        affinity(400 * (liked.get(author.id) ?? 0)),
      ],
    }),
  );
  const scale = createScale(SIGNALS, weights);
  return createSession(scale, rankCandidates(scale, candidates, copyValues, MAX_RANKED), { id });
}

/** The next entries of a session that are still in home. The session's position moves past them. */
function takeNextEntries(entries: readonly HomeEntry[], session: Session, limit: number): HomeEntry[] {
  const byId = new Map(entries.map((entry) => [entry.entryId, entry]));
  const found: HomeEntry[] = [];
  for (const { id, score } of sliceSession(session, session.position, session.length)) {
    if (found.length === limit) break;
    session.position += 1;
    const entry = byId.get(id);
    if (entry) found.push({ ...entry, score });
  }
  return found;
}
