import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

export interface CampusRow {
  id: string;
  name: string;
  origin: string;
  publicKeys: string[];
  addedAt: Date;
}

const columns = sql`id, name, origin, public_keys as "publicKeys", added_at as "addedAt"`;

/** All of the few campuses whose copies are accepted. */
export const findCampuses = async (db: Db): Promise<CampusRow[]> =>
  (await sql<CampusRow>`select ${columns} from imports.campuses order by name, id`.execute(db)).rows;

/** Index: campuses_origin_key. */
export const findCampus = async (db: Db, origin: string): Promise<CampusRow | undefined> =>
  (await sql<CampusRow>`select ${columns} from imports.campuses where origin = ${origin}`.execute(db))
    .rows[0];

/** @returns false if the origin is in the list */
export async function insertCampus(db: Db, campus: CampusRow & { addedBy: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into imports.campuses (id, name, origin, public_keys, added_by, added_at)
    values (${campus.id}, ${campus.name}, ${campus.origin}, ${campus.publicKeys}::text[], ${campus.addedBy}, ${campus.addedAt})
    on conflict (origin) do nothing`.execute(db);
  return numAffectedRows === 1n;
}

/** @returns the origin of the campus that was in the list */
export async function deleteCampus(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await sql<{
    origin: string;
  }>`delete from imports.campuses where id = ${id} returning origin`.execute(db);
  return rows[0]?.origin;
}

/** Serialises additions; released with the transaction. */
export const lockCampuses = (db: Db) =>
  sql`select pg_advisory_xact_lock(hashtext('imports.campuses'))`.execute(db);
