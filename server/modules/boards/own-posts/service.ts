import { authorTags } from '@chitlaq/sealing/pseudonym';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { type Page, readCursor, toPage } from '../../../platform/page.ts';
import { requireBoards } from '../guard.ts';
import type { OwnHiding } from '../hidden/schemas.ts';
import { daysBefore, IDENTITY_DAYS } from '../limits.ts';
import { expectedName, presentAppeal, presentPost } from '../present.ts';
import { requireSecret } from '../secret/service.ts';
import { countOfDay } from '../writing/service.ts';
import { findAuthors, listActiveThreadIds, listPostsOf, listWaiting, type OwnPostRow } from './queries.ts';
import type { OwnBoardPost, OwnPostsBody } from './schemas.ts';

/**
 * What the secret has written in threads that were active in the last 180 days, newest first, and what waits. Nobody knows it without
 * the secret: it is compared with each thread.
 *
 * Cost: an HMAC and a look-up by key for each of these threads, and for each post that waits.
 * @throws Problem 403 `feature_off`, `board_secret_…`; 429 `board_limit`; 400 `invalid_cursor`
 */
export async function listOwnPosts(
  ctx: Context,
  viewer: Viewer,
  { secret, cursor, limit }: OwnPostsBody,
): Promise<Page<OwnBoardPost>> {
  await requireBoards(ctx);
  await requireSecret(ctx, viewer, secret);
  await countOfDay(ctx, viewer, secret, 'ownPages');
  const after = readCursor(cursor);
  const waiting = after === null ? await waitingOf(ctx, viewer, secret) : [];
  const threadIds = await listActiveThreadIds(ctx.db, daysBefore(ctx.clock(), IDENTITY_DAYS));
  const tags = await authorTags(secret, viewer.id, threadIds);
  const own = await findAuthors(
    ctx.db,
    threadIds.map((threadId, index) => ({ threadId, tag: tags[index] ?? '' })),
  );
  const rows = await listPostsOf(ctx.db, own, after, limit + 1);
  const { items, nextCursor } = toPage(rows, limit, ({ id }) => id);
  const published = items.map(
    (row): OwnBoardPost => ({
      ...presentPost(row),
      // Hidden or not, it is theirs.
      text: row.ownText,
      threadId: row.threadId,
      threadTitle: row.threadTitle,
      boardId: row.boardId,
      waiting: false,
      hiding: presentHiding(row),
    }),
  );
  return { items: [...waiting, ...published], nextCursor };
}

const presentHiding = (row: OwnPostRow): OwnHiding | null => {
  if (row.hiddenAt === null) return null;
  const appeal = presentAppeal(row);
  return {
    reason: row.reason ?? '',
    hiddenAt: row.hiddenAt.toISOString(),
    appeal,
    mayAppeal: row.state === 'hidden' && appeal === null,
  };
};

async function waitingOf(ctx: Context, viewer: Viewer, secret: string): Promise<OwnBoardPost[]> {
  const rows = await listWaiting(ctx.db);
  const tags = await authorTags(
    secret,
    viewer.id,
    rows.map(({ threadId }) => threadId),
  );
  return rows.flatMap((row, index): OwnBoardPost[] =>
    row.tag === tags[index]
      ? [
          {
            id: row.id,
            text: row.text,
            tag: row.tag,
            name: expectedName(row.tag),
            isStarter: row.isStarter,
            publishedAt: row.publishAt.toISOString(),
            replyToId: row.replyToId,
            state: 'visible',
            threadId: row.threadId,
            threadTitle: row.threadTitle,
            boardId: row.boardId,
            waiting: true,
            hiding: null,
          },
        ]
      : [],
  );
}
