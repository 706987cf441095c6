import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { newId } from '../../../platform/id.ts';

/** @returns false if it was hidden already */
export async function insertHidden(
  db: Db,
  hidden: { key: string; tag: string; reason: string; by: string; at: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('feed.hidden_hashtags')
    .values({
      key: hidden.key,
      id: newId(),
      tag: hidden.tag,
      reason: hidden.reason,
      hidden_by: hidden.by,
      hidden_at: hidden.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns whether it was hidden */
export async function deleteHidden(db: Db, key: string): Promise<boolean> {
  const deleted = await db.deleteFrom('feed.hidden_hashtags').where('key', '=', key).executeTakeFirst();
  return Number(deleted.numDeletedRows) > 0;
}

export interface HiddenRow {
  id: string;
  tag: string;
  reason: string;
  hiddenAt: Date;
  byId: string | null;
  byUsername: string | null;
}

/** Hidden hashtags, the last hidden first. Index: hidden_hashtags_id_key. */
export async function findHiddenBefore(db: Db, before: string | null, take: number): Promise<HiddenRow[]> {
  const { rows } = await sql<HiddenRow>`
    select hidden.id, hidden.tag, hidden.reason, hidden.hidden_at as "hiddenAt", member.id as "byId", member.username as "byUsername"
    from feed.hidden_hashtags hidden left join auth.member_view member on member.id = hidden.hidden_by
    where ${before}::uuid is null or hidden.id < ${before}
    order by hidden.id desc limit ${take}`.execute(db);
  return rows;
}
