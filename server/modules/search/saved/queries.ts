import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { newId } from '../../../platform/id.ts';

/** Recent searches that are stored per member. */
const MAX_RECENT = 20;

export interface SavedRow {
  id: string;
  q: string;
  createdAt: Date;
}

/**
 * Serialises a member's new saved searches until the transaction ends, so that their number stays within the
 * limit.
 */
export const lockSaved = (db: Db, userId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 48))`.execute(db);

/** Index: saved_user_id_q_key; 50 at most. */
export async function findSavedSearches(db: Db, userId: string): Promise<SavedRow[]> {
  return db
    .selectFrom('search.saved')
    .select(['id', 'q', 'created_at as createdAt'])
    .where('user_id', '=', userId)
    .orderBy('id', 'desc')
    .execute();
}

export async function insertSavedSearch(db: Db, userId: string, q: string, now: Date): Promise<SavedRow> {
  const { rows } = await sql<SavedRow>`
    insert into search.saved (id, user_id, q, created_at) values (${newId()}, ${userId}, ${q}, ${now})
    on conflict (user_id, q) do update set q = excluded.q
    returning id, q, created_at as "createdAt"`.execute(db);
  return rows[0] as SavedRow; // an insert or an update returns a row
}

/** @returns whether it existed */
export async function deleteSaved(db: Db, userId: string, id: string): Promise<boolean> {
  const deleted = await db
    .deleteFrom('search.saved')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst();
  return deleted.numDeletedRows > 0n;
}

export async function isRecentEnabled(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('search.settings')
    .select('recent_enabled')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.recent_enabled ?? true;
}

export async function setRecentEnabled(db: Db, userId: string, isEnabled: boolean): Promise<void> {
  await db
    .insertInto('search.settings')
    .values({ user_id: userId, recent_enabled: isEnabled })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ recent_enabled: isEnabled }))
    .execute();
}

/** Newest first. Index: recent_pkey; 20 at most. */
export async function findRecentSearches(db: Db, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('search.recent')
    .select('q')
    .where('user_id', '=', userId)
    .orderBy('id', 'desc')
    .limit(MAX_RECENT)
    .execute();
  return rows.map(({ q }) => q);
}

/** Adds a search to the recent ones, and deletes the oldest. */
export async function recordSearch(db: Db, userId: string, q: string): Promise<void> {
  const id = newId();
  await db
    .insertInto('search.recent')
    .values({ user_id: userId, q, id })
    .onConflict((conflict) => conflict.columns(['user_id', 'q']).doUpdateSet({ id }))
    .execute();
  await sql`delete from search.recent where user_id = ${userId} and id < (
    select min(id::text)::uuid from (select id from search.recent where user_id = ${userId} order by id desc limit ${MAX_RECENT}) newest)`.execute(
    db,
  );
}

/** Deletes one of them, or all. */
export async function deleteRecent(db: Db, userId: string, q: string | undefined): Promise<void> {
  await db
    .deleteFrom('search.recent')
    .where('user_id', '=', userId)
    .$if(q !== undefined, (query) => query.where('q', '=', q ?? ''))
    .execute();
}
