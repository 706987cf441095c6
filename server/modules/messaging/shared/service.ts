import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { readCursor, toPage } from '../../../platform/page.ts';
import { presentMessages } from '../messages/present.ts';
import { findMessagesAt } from '../messages/queries.ts';
import { readableRange } from '../messages/readable-range.queries.ts';
import { conversationNotFound } from '../problems.ts';
import { findShared } from './queries.ts';
import type { SharedPage, SharedQuery } from './schemas.ts';

/**
 * The messages of a conversation with files of a kind, or with links, newest first.
 * @throws Problem 404 `conversation_not_found`; 400 `invalid_cursor`
 */
export async function listShared(
  ctx: Context,
  viewer: Viewer,
  conversationId: string,
  { kind, limit, cursor }: SharedQuery,
): Promise<SharedPage> {
  const before = readCursor(cursor);
  const range = await readableRange(ctx.db, viewer, conversationId);
  if (range === undefined) throw conversationNotFound();
  const now = ctx.clock();
  const { firstSeq } = range;
  const found = await findShared(ctx.db, viewer, conversationId, kind, {
    firstSeq,
    before,
    take: limit + 1,
    now,
  });
  const { items: keys, nextCursor } = toPage(found, limit, ({ id }) => id);
  const rows = await findMessagesAt(ctx.db, viewer, keys, now);
  // One that was deleted between the two queries is left out.
  const shown = rows.filter(({ redacted, deletedAt }) => !redacted && deletedAt === null);
  const items = await presentMessages(
    ctx,
    shown.toSorted((one, other) => other.seq - one.seq),
  );
  return { items, nextCursor };
}
