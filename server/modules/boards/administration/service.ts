import type { Context } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { auth } from '../../auth/index.ts';
import type { Actor } from '../holders/service.ts';
import { presentBoard } from '../present.ts';
import { boardNotEmpty, boardNotFound, tooManyBoards, unknownUniversity } from '../problems.ts';
import type { BoardRow } from '../reading/queries.ts';
import type { Board } from '../reading/schemas.ts';
import {
  deleteEmptyBoard,
  insertBoard,
  listAllBoards,
  lockBoards,
  universityExists,
  updateBoard,
} from './queries.ts';
import type { BoardChange, NewBoard } from './schemas.ts';

const MAX_BOARDS = 50;

export const listManagedBoards = async (ctx: Context): Promise<{ items: Board[] }> => ({
  items: (await listAllBoards(ctx.db)).map(presentBoard),
});

const note = (tx: Context, { viewer, origin }: Actor, event: string, id: string, details: object = {}) =>
  auth.audit(tx, {
    event,
    actorId: viewer.id,
    permission: 'boards.write',
    subject: { type: 'board', id },
    sessionId: viewer.sessionId,
    origin,
    details: { ...details },
  });

async function boardById(tx: Context, id: string): Promise<BoardRow> {
  const board = (await listAllBoards(tx.db)).find((each) => each.id === id);
  if (!board) throw boardNotFound();
  return board;
}

/** @throws Problem 409 `too_many_boards`; 422 `unknown_university` */
export function createBoard(ctx: Context, actor: Actor, board: NewBoard): Promise<Board> {
  return ctx.transaction(async (tx) => {
    await lockBoards(tx.db);
    if ((await listAllBoards(tx.db)).length >= MAX_BOARDS) throw tooManyBoards(MAX_BOARDS);
    const { title, description, universityId } = board;
    if (universityId !== null && !(await universityExists(tx.db, universityId))) throw unknownUniversity();
    const id = newId();
    await insertBoard(tx.db, {
      id,
      titleTr: title.tr,
      titleEn: title.en,
      descriptionTr: description.tr,
      descriptionEn: description.en,
      universityId,
      now: tx.clock(),
    });
    await note(tx, actor, 'board_created', id);
    return presentBoard(await boardById(tx, id));
  });
}

/** Changes a board, archives it, or opens it again. @throws Problem 404 `board_not_found` */
export function changeBoard(ctx: Context, actor: Actor, id: string, change: BoardChange): Promise<Board> {
  return ctx.transaction(async (tx) => {
    await lockBoards(tx.db);
    const before = await boardById(tx, id);
    const { isArchived = before.archivedAt !== null } = change;
    await updateBoard(tx.db, {
      id,
      titleTr: change.title?.tr ?? before.titleTr,
      titleEn: change.title?.en ?? before.titleEn,
      descriptionTr: change.description?.tr ?? before.descriptionTr,
      descriptionEn: change.description?.en ?? before.descriptionEn,
      archivedAt: isArchived ? (before.archivedAt ?? tx.clock()) : null,
    });
    await note(tx, actor, 'board_changed', id, { isArchived });
    return presentBoard(await boardById(tx, id));
  });
}

/** Deletes a board on which nobody has written. @throws Problem 404 `board_not_found`; 409 `board_not_empty` */
export async function deleteBoard(ctx: Context, actor: Actor, id: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockBoards(tx.db);
    await boardById(tx, id);
    if (!(await deleteEmptyBoard(tx.db, id))) throw boardNotEmpty();
    await note(tx, actor, 'board_deleted', id);
  });
}
