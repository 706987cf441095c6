import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { mutedMatcher, type Post, presentRows } from '../../content/index.ts';
import type { ScoredId } from './packing.ts';
import { findStrangersPosts } from './pages.queries.ts';
import { type Session, sliceSession } from './sessions.ts';

/** Candidates beyond the page, so that a few hidden ones do not need a second query. */
const EXTRA_CANDIDATES = 4;

/** A post of a ranking, with its score. */
export type SessionPost = ScoredId & { post: Post };

/**
 * The next posts of a session that the viewer may see. The session's position moves past the posts that were
 * scanned.
 *
 * Cost: one statement, and one more for each page of hidden posts.
 * @param mutesWords  whether the viewer mutes any word
 */
export async function takeNextPosts(
  ctx: Context,
  viewer: Viewer,
  session: Session,
  { limit, mutesWords }: { limit: number; mutesWords: boolean },
): Promise<SessionPost[]> {
  const { id, universityId } = viewer;
  const isMuted = mutesWords ? await mutedMatcher(ctx, viewer, 'home') : null;
  const found: SessionPost[] = [];
  while (found.length < limit && session.position < session.length) {
    const take = limit - found.length;
    const candidates = sliceSession(session, session.position, take + EXTRA_CANDIDATES);
    const ids = candidates.map((candidate) => candidate.id);
    const rows = await findStrangersPosts(ctx.db, { id, universityId, ids, take });
    const posts = await presentRows(ctx, viewer, rows);
    for (const post of posts) {
      const candidate = post && !isMuted?.(post) ? candidates[ids.indexOf(post.id)] : undefined;
      if (post && candidate) found.push({ ...candidate, post });
    }
    const last = rows.length === take ? rows.at(-1)?.id : undefined;
    session.position += last === undefined ? ids.length : ids.indexOf(last) + 1;
  }
  return found;
}
