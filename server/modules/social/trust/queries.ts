import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/** Index: trust_pkey. */
export async function findTrustLevel(db: Db, memberId: string, at: Date): Promise<number> {
  const { rows } = await sql<{
    level: number;
  }>`select social.trust_level(${memberId}, ${at}) as level`.execute(db);
  return rows[0]?.level ?? 0;
}

/** Stores the level of each member; an account that was deleted meanwhile is left out. */
export const upsertTrustLevels = (db: Db, levels: readonly { memberId: string; level: number }[], at: Date) =>
  sql`insert into social.trust (member_id, level, computed_at)
    select given."memberId", given.level, ${at}
    from json_to_recordset(${JSON.stringify(levels)}::json) as given ("memberId" uuid, level smallint)
    join auth.member_view member on member.id = given."memberId"
    order by given."memberId"
    on conflict (member_id) do update set level = excluded.level, computed_at = excluded.computed_at`.execute(
    db,
  );

/** Members whose level was never computed or not since a time. Index: trust_pkey. */
export async function findStaleTrust(db: Db, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    (select member.id from auth.member_view member
      where member.status = 'active' and not exists (select from social.trust where member_id = member.id) limit ${limit})
    union all
    (select trust.member_id from social.trust where computed_at < ${before} order by computed_at limit ${limit})
    limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}
