import { authorTags } from '@chitlaq/sealing/pseudonym';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { type Page, readCursor, toPage } from '../../../platform/page.ts';
import { requireBoards } from '../guard.ts';
import type { OwnHiding } from '../hidden/schemas.ts';
import { daysBefore, IDENTITY_DAYS, SCANNED_THREADS } from '../limits.ts';
import { expectedName, presentAppeal, presentPost } from '../present.ts';
import { requireSecret } from '../secret/service.ts';
import { countOfDay } from '../writing/service.ts';
import {
  type AuthorKey,
  findAuthors,
  listActiveThreadIds,
  listPostsOf,
  listWaiting,
  type OwnPostRow,
} from './queries.ts';
import type { OwnBoardPost, OwnPostsBody, OwnThreadsBody } from './schemas.ts';

/**
 * The threads of the last 180 days in which the secret has written: for a device that does not remember them. Nobody knows them without
 * the secret, so it is compared with each thread.
 *
 * Cost: an HMAC and a look-up by key for each of 5,000 threads.
 * @throws Problem 403 `feature_off`, `board_secret_…`; 429 `board_limit`; 400 `invalid_cursor`
 */
export async function listOwnThreads(
  ctx: Context,
  viewer: Viewer,
  { secret, cursor }: OwnThreadsBody,
): Promise<Page<{ threadId: string }>> {
  await requireBoards(ctx);
  await requireSecret(ctx, viewer, secret);
  const after = readCursor(cursor);
  await countOfDay(ctx, viewer, secret, 'ownScans');
  const since = daysBefore(ctx.clock(), IDENTITY_DAYS);
  const rows = await listActiveThreadIds(ctx.db, since, after, SCANNED_THREADS + 1);
  const { items, nextCursor } = toPage(rows, SCANNED_THREADS, (id) => id);
  const own = await findAuthors(ctx.db, await keysIn(viewer, secret, items));
  return { items: own.map(({ threadId }) => ({ threadId })), nextCursor };
}

/** Who the secret is in each of these threads. */
async function keysIn(viewer: Viewer, secret: string, threadIds: readonly string[]): Promise<AuthorKey[]> {
  const tags = await authorTags(secret, viewer.id, threadIds);
  return threadIds.map((threadId, index) => ({ threadId, tag: tags[index] ?? '' }));
}

/**
 * What the secret has written in some threads, newest first, and on the first page all that waits.
 *
 * Cost: an HMAC for each thread, and for each post that waits.
 * @throws Problem 403 `feature_off`, `board_secret_…`; 400 `invalid_cursor`
 */
export async function listOwnPosts(
  ctx: Context,
  viewer: Viewer,
  { secret, threadIds, cursor, limit }: OwnPostsBody,
): Promise<Page<OwnBoardPost>> {
  await requireBoards(ctx);
  await requireSecret(ctx, viewer, secret);
  const after = readCursor(cursor);
  const waiting = after === null ? await waitingOf(ctx, viewer, secret) : [];
  const own = await keysIn(viewer, secret, [...new Set(threadIds)]);
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
