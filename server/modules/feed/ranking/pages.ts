import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { mutedMatcher, type Post, presentRows } from '../../content/index.ts';
import { strangersPosts } from './pages.queries.ts';
import type { Session } from './sessions.ts';

/** The next posts of a session that the reader may see; the session's position moves past what was looked at. */
export async function nextPosts(
  ctx: Context,
  viewer: Viewer,
  session: Session,
  limit: number,
): Promise<Post[]> {
  const { id, universityId } = viewer;
  const isMuted = await mutedMatcher(ctx, viewer, 'home');
  const found: Post[] = [];
  while (found.length < limit && session.position < session.ranked.length) {
    const take = limit - found.length;
    const ids = session.ranked.slice(session.position, session.position + 2 * take).map((item) => item.id);
    const rows = await strangersPosts(ctx.db, { id, universityId, ids, take });
    const posts = await presentRows(ctx, viewer, rows);
    for (const post of posts) if (post && !isMuted?.(post)) found.push(post);
    const last = rows.length === take ? rows.at(-1)?.id : undefined;
    session.position += last === undefined ? ids.length : ids.indexOf(last) + 1;
  }
  return found;
}
