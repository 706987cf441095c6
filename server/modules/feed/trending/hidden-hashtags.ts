import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { type PageQuery, readCursor, toPage } from '../../../platform/page.ts';
import { auth } from '../../auth/index.ts';
import { parseHashtag } from '../../content/index.ts';
import { deleteHidden, findHiddenBefore, insertHidden } from './hidden-hashtags.queries.ts';
import type { HiddenHashtagPage } from './schemas.ts';

/**
 * Hides a hashtag from trends, at once. Posts under it are not affected. Idempotent.
 * @throws Problem 422 `not_a_hashtag`
 */
export async function hideHashtag(
  ctx: Context,
  viewer: Viewer,
  input: string,
  reason: string,
  origin: Origin,
): Promise<void> {
  const { tag, key } = parseHashtag(input);
  await ctx.transaction(async (tx) => {
    if (!(await insertHidden(tx.db, { key, tag, reason, by: viewer.id, at: tx.clock() }))) return;
    await audit(tx, 'hashtag_hidden', viewer, key, origin);
  });
}

/**
 * Lets a hashtag trend again, from the next computation on. Idempotent.
 * @throws Problem 422 `not_a_hashtag`
 */
export async function unhideHashtag(
  ctx: Context,
  viewer: Viewer,
  input: string,
  origin: Origin,
): Promise<void> {
  const { key } = parseHashtag(input);
  await ctx.transaction(async (tx) => {
    if (await deleteHidden(tx.db, key)) await audit(tx, 'hashtag_shown', viewer, key, origin);
  });
}

const audit = (tx: Context, event: string, viewer: Viewer, key: string, origin: Origin): Promise<void> =>
  auth.audit(tx, {
    event,
    actorId: viewer.id,
    permission: 'hashtags.hide',
    sessionId: viewer.sessionId,
    subject: { type: 'hashtag', id: key },
    origin,
  });

/** @throws Problem 400 `invalid_cursor` */
export async function listHiddenHashtags(
  ctx: Context,
  { limit, cursor }: PageQuery,
): Promise<HiddenHashtagPage> {
  const page = toPage(await findHiddenBefore(ctx.db, readCursor(cursor), limit + 1), limit, ({ id }) => id);
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
