import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { followed, type Viewer } from '../visibility.ts';

/** Begins a quiet time, or changes its end. Its beginning stays if it has not ended. */
export const upsertQuietTime = (db: Db, memberId: string, since: Date, until: Date) =>
  sql`insert into social.quiet_times as quiet (member_id, since, until) values (${memberId}, ${since}, ${until})
    on conflict (member_id) do update set until = excluded.until,
      since = case when quiet.until > ${since} then quiet.since else excluded.since end`.execute(db);

export const deleteQuietTime = (db: Db, memberId: string) =>
  db.deleteFrom('social.quiet_times').where('member_id', '=', memberId).execute();

/** When the quiet time of a member ends; undefined if there is none now. Index: quiet_times_pkey. */
export async function findQuietUntil(db: Db, memberId: string, at: Date): Promise<Date | undefined> {
  const row = await db
    .selectFrom('social.quiet_times')
    .select('until')
    .where('member_id', '=', memberId)
    .where('until', '>', at)
    .executeTakeFirst();
  return row?.until;
}

/**
 * Whether something that another member did is held back from the viewer by their quiet time. It is shown once that has ended.
 * Cost: one look-up per statement; in a quiet time another one per row.
 * @param actor  null: the campus itself, never held back
 * @param happenedAt  when it was done
 */
export const heldBack = (
  viewer: Viewer,
  actor: Expression<unknown>,
  happenedAt: Expression<unknown>,
  at: Date,
): RawBuilder<boolean> => sql<boolean>`coalesce(
  ${happenedAt} >= (select since from social.quiet_times where member_id = ${viewer.id} and until > ${at})
  and ${actor} is not null and ${actor} <> ${viewer.id} and not ${followed(viewer, actor)}, false)`;
