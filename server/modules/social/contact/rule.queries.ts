import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/** What a member does to reach another. */
export type Contact = 'mention' | 'reply' | 'message' | 'group';

/**
 * Whether a member's settings admit that another reaches them: the SQL function `social.admits`, the only place that decides it.
 * Blocks are not part of it. Cost: up to four look-ups by key for each row.
 */
export const admits = (
  kind: Contact,
  actorId: string | Expression<unknown>,
  member: Expression<unknown>,
  at: Date | Expression<unknown>,
): RawBuilder<boolean> => sql<boolean>`social.admits(${sql.lit(kind)}, ${actorId}, ${member}, ${at})`;

/** Which of the given members admit that the actor reaches them. */
export async function findAdmitting(
  db: Db,
  kind: Contact,
  actorId: string,
  memberIds: readonly string[],
  at: Date,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select member.id from unnest(${memberIds}::uuid[]) as member(id)
    where ${admits(kind, actorId, sql`member.id`, at)}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

const contactKey = (id: Expression<unknown>) => sql`hashtextextended(${id}::text, 40)`;

/** Makes what depends on a member's settings wait until the transaction ends. Take it before all other locks. */
export const lockContact = (db: Db, memberId: string) =>
  sql`select pg_advisory_xact_lock(${contactKey(sql`${memberId}`)})`.execute(db);

/**
 * A column that keeps a member's settings unchanged until the transaction ends, shared with others. Read `admits` with a later
 * statement, which sees what was committed while the lock was awaited.
 * @param waits  false: the column is false if the settings are being changed
 */
export const contactLocked = (member: Expression<unknown>, waits = true): RawBuilder<boolean> =>
  waits
    ? sql<boolean>`(pg_advisory_xact_lock_shared(${contactKey(member)}) is not null)`
    : sql<boolean>`pg_try_advisory_xact_lock_shared(${contactKey(member)})`;

/** `contactLocked` for some members. */
export async function lockContactShared(db: Db, memberIds: readonly string[]): Promise<void> {
  const ids = [...new Set(memberIds)].sort();
  await sql`select ${contactLocked(sql`member.id`)} from unnest(${ids}::uuid[]) as member(id)`.execute(db);
}
