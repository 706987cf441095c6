import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { BOARD_COLUMNS, type BoardRow } from '../reading/queries.ts';

export interface BoardDetails {
  titleTr: string;
  titleEn: string;
  descriptionTr: string;
  descriptionEn: string;
}

/** Every board. Few exist. */
export async function listAllBoards(db: Db): Promise<BoardRow[]> {
  const { rows } = await sql<BoardRow>`
    select ${BOARD_COLUMNS} from boards.boards board order by archived_at is not null, id`.execute(db);
  return rows;
}

/** Makes changes of the list of boards wait for each other, until the transaction ends. */
export const lockBoards = (db: Db) =>
  sql`select pg_advisory_xact_lock(hashtextextended('boards.boards', 7))`.execute(db);

export async function universityExists(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from auth.university_view where id = ${id}`.execute(db);
  return rows.length > 0;
}

export async function insertBoard(
  db: Db,
  board: BoardDetails & { id: string; universityId: string | null; now: Date },
): Promise<void> {
  await sql`
    insert into boards.boards (id, title_tr, title_en, description_tr, description_en, university_id, created_at)
    values (${board.id}, ${board.titleTr}, ${board.titleEn}, ${board.descriptionTr}, ${board.descriptionEn},
      ${board.universityId}, ${board.now})`.execute(db);
}

/** Index: boards_pkey. */
export async function updateBoard(
  db: Db,
  board: BoardDetails & { id: string; archivedAt: Date | null },
): Promise<void> {
  await sql`
    update boards.boards set title_tr = ${board.titleTr}, title_en = ${board.titleEn}, description_tr = ${board.descriptionTr},
      description_en = ${board.descriptionEn}, archived_at = ${board.archivedAt}
    where id = ${board.id}`.execute(db);
}

/** Deletes a board on which nobody has written. @returns whether it did. Index: threads_board */
export async function deleteEmptyBoard(db: Db, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from boards.boards board where id = ${id}
      and not exists (select from boards.threads where board_id = board.id)
      and not exists (select from boards.waiting where board_id = board.id)`.execute(db);
  return numAffectedRows === 1n;
}
