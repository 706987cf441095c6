import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

export interface BoardDetails {
  titleTr: string;
  titleEn: string;
  descriptionTr: string;
  descriptionEn: string;
  universityId: string | null;
}

export async function insertBoard(db: Db, board: BoardDetails & { id: string; now: Date }): Promise<void> {
  await sql`
    insert into boards.boards (id, title_tr, title_en, description_tr, description_en, university_id, created_at)
    values (${board.id}, ${board.titleTr}, ${board.titleEn}, ${board.descriptionTr}, ${board.descriptionEn},
      ${board.universityId}, ${board.now})`.execute(db);
}
