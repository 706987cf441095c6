import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { type Page, type PageQuery, readCursor, toPage } from '../../../platform/page.ts';
import { presentAuthors } from '../../profiles/index.ts';
import { requireBoards } from '../guard.ts';
import { findHolders } from '../holders/queries.ts';
import { BATCH_MINUTES, IDENTITY_DAYS } from '../limits.ts';
import { presentBoard, presentPost, presentThread } from '../present.ts';
import { boardNotFound, threadNotFound } from '../problems.ts';
import { HOLDER_ROLES } from '../schemas.ts';
import { findCommitment } from '../secret/queries.ts';
import { hindranceOf } from '../writing/standing.ts';
import { type BoardRow, findBoard, findThread, listBoards, listPosts, listThreads } from './queries.ts';
import type { Board, BoardKey, BoardList, BoardPost, BoardThread, BoardThreadWithBoard } from './schemas.ts';

/** The boards that the viewer may read, who holds the keys, and whether the viewer may write. */
export async function getBoards(ctx: Context, viewer: Viewer): Promise<BoardList> {
  const keys = await requireBoards(ctx);
  const [boards, { next }, commitment] = await Promise.all([
    listBoards(ctx.db, viewer.universityId),
    findHolders(ctx.db, ctx.clock()),
    findCommitment(ctx.db, viewer.id),
  ]);
  const hindrance = await hindranceOf(ctx, viewer, commitment);
  const members = await presentAuthors(
    ctx,
    keys.map(({ memberId }) => memberId),
  );
  return {
    items: boards.map(presentBoard),
    keys: keys.map((key): BoardKey => {
      const replacing = next.get(key.role);
      return {
        holder: key.role,
        label: key.label,
        member: members.get(key.memberId) ?? null,
        keyId: key.keyId,
        since: key.activeFrom.toISOString(),
        nextKeyId: replacing?.keyId ?? null,
        nextFrom: replacing?.activeFrom?.toISOString() ?? null,
      };
    }),
    missingKeys: HOLDER_ROLES.filter((role) => !keys.some((key) => key.role === role)),
    writing: {
      allowed: hindrance === undefined,
      reason: hindrance?.reason ?? null,
      from: hindrance?.from.toISOString() ?? null,
    },
    hasCommitment: commitment !== undefined,
    identityDays: IDENTITY_DAYS,
    batchMinutes: BATCH_MINUTES,
  };
}

/** @throws Problem 404 `board_not_found`, also for a board of another university */
async function readableBoard(ctx: Context, viewer: Viewer, id: string): Promise<BoardRow> {
  await requireBoards(ctx);
  const board = await findBoard(ctx.db, id, viewer.universityId);
  if (!board) throw boardNotFound();
  return board;
}

export const getBoard = async (ctx: Context, viewer: Viewer, id: string): Promise<Board> =>
  presentBoard(await readableBoard(ctx, viewer, id));

export async function getThreads(
  ctx: Context,
  viewer: Viewer,
  boardId: string,
  { limit, cursor }: PageQuery,
): Promise<Page<BoardThread>> {
  await readableBoard(ctx, viewer, boardId);
  const rows = await listThreads(ctx.db, boardId, readCursor(cursor), limit + 1);
  const { items, nextCursor } = toPage(rows, limit, ({ id }) => id);
  return { items: items.map(presentThread), nextCursor };
}

/** @throws Problem 404 `board_thread_not_found`: also one that waits for its batch, even for its author */
export async function getThread(ctx: Context, viewer: Viewer, id: string): Promise<BoardThreadWithBoard> {
  await requireBoards(ctx);
  const thread = await findThread(ctx.db, id, viewer.universityId);
  if (!thread) throw threadNotFound();
  return { ...presentThread(thread), board: await getBoard(ctx, viewer, thread.boardId) };
}

export async function getPosts(
  ctx: Context,
  viewer: Viewer,
  threadId: string,
  { limit, cursor }: PageQuery,
): Promise<Page<BoardPost>> {
  await requireBoards(ctx);
  if (!(await findThread(ctx.db, threadId, viewer.universityId))) throw threadNotFound();
  const rows = await listPosts(ctx.db, threadId, readCursor(cursor), limit + 1);
  const { items, nextCursor } = toPage(rows, limit, ({ id }) => id);
  return { items: items.map(presentPost), nextCursor };
}
