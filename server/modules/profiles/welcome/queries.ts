import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { WelcomeChange } from './schemas.ts';

/** How long after registration the welcome is offered. */
const OFFERED_MS = 30 * 86_400_000;

/**
 * The passed steps of a member's welcome, as a column; null if it is no longer offered, because the member has finished it or
 * registered long ago. Index: welcomes_pkey.
 * @param member  a row of `profiles.member_view`
 */
export const pendingWelcome = (member: Expression<unknown>, now: Date): RawBuilder<string[] | null> => sql<
  string[] | null
>`(
  select coalesce(welcome.passed, '{}')
  from (select) one left join profiles.welcome_view welcome on welcome.user_id = ${member}.id
  where welcome.finished_at is null and ${member}.created_at > ${new Date(now.getTime() - OFFERED_MS)}::timestamptz)`;

/** As `pendingWelcome`, of one member. Index: users_pkey, welcomes_pkey. */
export async function findPendingWelcome(db: Db, userId: string, now: Date): Promise<string[] | null> {
  const { rows } = await sql<{ passed: string[] | null }>`
    select ${pendingWelcome(sql.ref('member'), now)} as passed
    from profiles.member_view member where member.id = ${userId}`.execute(db);
  return rows[0]?.passed ?? null;
}

/**
 * Adds passed steps, and ends or reopens the welcome. One statement, so that devices that change it at the same time lose
 * nothing. Index: welcomes_pkey.
 */
export async function saveWelcome(
  db: Db,
  userId: string,
  { passed = [], isFinished }: WelcomeChange,
  now: Date,
): Promise<void> {
  await sql`
    insert into profiles.welcomes (user_id, passed, finished_at, updated_at)
    values (${userId}, ${passed}::text[], ${isFinished === true ? now : null}::timestamptz, ${now})
    on conflict (user_id) do update set
      passed = array(select unnest(welcomes.passed) union select unnest(excluded.passed)),
      finished_at = case
        when ${isFinished === undefined}::boolean then welcomes.finished_at
        else excluded.finished_at end,
      updated_at = excluded.updated_at`.execute(db);
}
