import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { type PageQuery, readCursor, toPage } from '../../../platform/page.ts';
import { auth } from '../../auth/index.ts';
import { readTag } from '../../content/index.ts';
import { deleteHidden, hiddenBefore, insertHidden } from './hiding.queries.ts';
import type { HiddenHashtagPage } from './schemas.ts';

/**
 * Keeps a hashtag out of trends, at once. Posts under it stay where they are. Again changes nothing.
 * @throws Problem 422 `not_a_hashtag`
 */
export async function hideHashtag(
  ctx: Context,
  viewer: Viewer,
  typed: string,
  reason: string,
  origin: Origin,
): Promise<void> {
  const { tag, key } = readTag(typed);
  await ctx.transaction(async (tx) => {
    if (!(await insertHidden(tx.db, { key, tag, reason, by: viewer.id, at: tx.clock() }))) return;
    await note(tx, 'hashtag_hidden', viewer, key, origin);
  });
}

/**
 * Lets a hashtag trend again, from the next computation on. Again changes nothing.
 * @throws Problem 422 `not_a_hashtag`
 */
export async function showHashtag(
  ctx: Context,
  viewer: Viewer,
  typed: string,
  origin: Origin,
): Promise<void> {
  const { key } = readTag(typed);
  await ctx.transaction(async (tx) => {
    if (await deleteHidden(tx.db, key)) await note(tx, 'hashtag_shown', viewer, key, origin);
  });
}

const note = (tx: Context, event: string, viewer: Viewer, key: string, origin: Origin): Promise<void> =>
  auth.audit(tx, {
    event,
    actorId: viewer.id,
    role: 'moderator',
    sessionId: viewer.sessionId,
    subject: { type: 'hashtag', id: key },
    origin,
  });

/** @throws Problem 400 `invalid_cursor` */
export async function hiddenHashtags(ctx: Context, { limit, cursor }: PageQuery): Promise<HiddenHashtagPage> {
  const page = toPage(await hiddenBefore(ctx.db, readCursor(cursor), limit + 1), limit, ({ id }) => id);
  return {
    items: page.items.map(({ tag, reason, hiddenAt, byId, byUsername }) => ({
      tag,
      reason,
      hiddenAt: hiddenAt.toISOString(),
      hiddenBy: byId === null || byUsername === null ? null : { id: byId, username: byUsername },
    })),
    nextCursor: page.nextCursor,
  };
}
