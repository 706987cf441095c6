import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/** Some universities by name. Index: universities_pkey. */
export async function namesOf(db: Db, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from auth.university_view
    where id = any(${ids}::uuid[]) order by name`.execute(db);
  return rows;
}
