import type { CampusSettings } from '@chitlaq/text/campus';
import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

export interface VersionRow {
  version: number;
  settings: Partial<CampusSettings>;
  restores: number | null;
  changedAt: Date;
  changedBy: string;
}

const versions = (db: Db) =>
  db
    .selectFrom('auth.campus_settings')
    .select([
      'version',
      sql<Partial<CampusSettings>>`settings`.as('settings'),
      'restores',
      'changed_at as changedAt',
      'changed_by as changedBy',
    ]);

/** The newest version, or the newest below one. Index: campus_settings_pkey. */
export const findNewest = (db: Db, below?: number): Promise<VersionRow | undefined> =>
  versions(db)
    .$if(below !== undefined, (query) => query.where('version', '<', below as number))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();

/** The newest versions with the name of who made them, newest first. Index: campus_settings_pkey. */
export async function findHistory(
  db: Db,
  limit: number,
): Promise<(VersionRow & { changedByName: string })[]> {
  const { rows } = await sql<VersionRow & { changedByName: string }>`
    select change.version, settings, restores, changed_at as "changedAt", changed_by as "changedBy",
      coalesce(member.display_name, '') as "changedByName"
    from auth.campus_settings change left join auth.member_view member on member.id = changed_by
    order by change.version desc limit ${limit}`.execute(db);
  return rows;
}

/** @returns false if there is a version of this number */
export async function insertVersion(db: Db, row: VersionRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('auth.campus_settings')
    .values({
      version: row.version,
      settings: JSON.stringify(row.settings),
      restores: row.restores,
      changed_at: row.changedAt,
      changed_by: row.changedBy,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0) === 1;
}

/** Index: campus_logos_pkey. */
export async function logoExists(db: Db, id: string): Promise<boolean> {
  const row = await db.selectFrom('auth.campus_logos').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

/** Keeps a logo; the same one twice is one. */
export async function upsertLogo(
  db: Db,
  id: string,
  sizes: Readonly<Record<string, string>>,
  now: Date,
): Promise<void> {
  await db
    .insertInto('auth.campus_logos')
    .values({ id, sizes: JSON.stringify(sizes), uploaded_at: now })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ uploaded_at: now }))
    .execute();
}

/** Deletes logos that no version names. A handful of rows. */
export async function deleteUnusedLogos(db: Db, uploadedBefore: Date): Promise<void> {
  await sql`
    delete from auth.campus_logos logo where uploaded_at < ${uploadedBefore}
      and not exists (select from auth.campus_settings where settings ->> 'logoId' = logo.id)`.execute(db);
}

/** A size of a logo, as base64. Index: campus_logos_pkey. */
export async function findLogo(db: Db, id: string, side: number): Promise<string | undefined> {
  const { rows } = await sql<{ png: string | null }>`
    select sizes ->> ${String(side)} as png from auth.campus_logos where id = ${id}`.execute(db);
  return rows[0]?.png ?? undefined;
}
