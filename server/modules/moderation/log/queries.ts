import type { LogEntry, LogHead, Opening } from '@chitlaq/protocol/moderation-log';
import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/** Makes acts of moderation append one after the other, until the transaction ends. Nobody else takes this lock. */
export const lockLog = (db: Db) =>
  sql`select pg_advisory_xact_lock(hashtextextended('moderation.log', 7))`.execute(db);

/** Index: log_pkey. */
export async function findTip(db: Db): Promise<Pick<LogEntry, 'seq' | 'hash'> | undefined> {
  const { rows } = await sql<{ seq: string; hash: string }>`
    select seq, hash from moderation.log order by seq desc limit 1`.execute(db);
  const row = rows[0];
  return row && { seq: Number(row.seq), hash: row.hash };
}

export async function insertEntry(db: Db, { seq, entry, hash }: LogEntry): Promise<void> {
  await db.insertInto('moderation.log').values({ seq, entry, hash }).execute();
}

export interface OpeningRow {
  seq: number;
  party: 'member' | 'moderator';
  userId: string;
  recordId: string | null;
  opening: Record<string, Opening>;
}

export async function insertOpenings(db: Db, openings: readonly OpeningRow[]): Promise<void> {
  if (openings.length === 0) return;
  await db
    .insertInto('moderation.log_openings')
    .values(
      openings.map(({ seq, party, userId, recordId, opening }) => ({
        seq,
        party,
        user_id: userId,
        record_id: recordId,
        opening: JSON.stringify(opening),
      })),
    )
    .execute();
}

/** Entries in the order of the chain. Index: log_pkey. */
export async function findEntries(
  db: Db,
  { after, upTo, take }: { after: number; upTo?: number; take?: number },
): Promise<LogEntry[]> {
  const rows = await db
    .selectFrom('moderation.log')
    .select(['seq', 'entry', 'hash'])
    .where('seq', '>', after)
    .$if(upTo !== undefined, (query) => query.where('seq', '<=', upTo ?? 0))
    .orderBy('seq')
    .$if(take !== undefined, (query) => query.limit(take ?? 0))
    .execute();
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

/** The member's opening of the entry about a decision or an appeal. Index: log_openings_record. */
export async function findOpening(
  db: Db,
  memberId: string,
  recordId: string,
): Promise<Pick<OpeningRow, 'seq' | 'opening'> | undefined> {
  const row = await db
    .selectFrom('moderation.log_openings')
    .select(['seq', 'opening'])
    .where('record_id', '=', recordId)
    .where('user_id', '=', memberId)
    .where('party', '=', 'member')
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row && { ...row, seq: Number(row.seq) };
}

const dayOf = sql<string>`to_char(day, 'YYYY-MM-DD')`.as('day');

/** Published heads, newest first. Index: log_heads_pkey. */
export async function findHeads(
  db: Db,
  { before, take }: { before: string | undefined; take: number },
): Promise<(LogHead & { publishedAt: Date })[]> {
  const rows = await db
    .selectFrom('moderation.log_heads')
    .select([dayOf, 'seq', 'hash', 'published_at as publishedAt'])
    .$if(before !== undefined, (query) => query.where(sql<boolean>`day < ${before}::date`))
    .orderBy('moderation.log_heads.day', 'desc')
    .limit(take)
    .execute();
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

/** The first published head that covers an entry. Reads the heads, one for each day. */
export async function findHeadFor(db: Db, seq: number): Promise<LogHead | undefined> {
  const row = await db
    .selectFrom('moderation.log_heads')
    .select([dayOf, 'seq', 'hash'])
    .where('seq', '>=', seq)
    .orderBy('moderation.log_heads.day')
    .limit(1)
    .executeTakeFirst();
  return row && { ...row, seq: Number(row.seq) };
}

/**
 * Publishes the log as it was at the end of a UTC day, once. Reads back from the newest entry.
 * @returns whether it has entries that no earlier head covers
 */
export async function insertHead(db: Db, day: string, endsAt: Date, now: Date): Promise<boolean> {
  const { rows } = await sql<{ seq: string; previous: string | null }>`
    insert into moderation.log_heads (day, seq, hash, published_at)
    select ${day}::date, seq, hash, ${now} from moderation.log
    where entry::jsonb ->> 'at' < ${endsAt.toISOString()} order by seq desc limit 1
    on conflict (day) do nothing
    returning seq, (select max(seq) from moderation.log_heads) as previous`.execute(db);
  return rows[0] !== undefined && Number(rows[0].seq) > Number(rows[0].previous ?? 0);
}

/** Members who have the role of an auditor. Scans the roles: staff only. */
export async function findAuditors(
  db: Db,
): Promise<{ id: string; locale: 'tr' | 'en'; displayName: string }[]> {
  return db
    .selectFrom('auth.user_roles')
    .innerJoin('auth.member_view', 'auth.member_view.id', 'auth.user_roles.user_id')
    .select([
      'auth.member_view.id',
      'auth.member_view.locale',
      'auth.member_view.display_name as displayName',
    ])
    .where('auth.user_roles.role', '=', 'auditor')
    .where('auth.member_view.status', '=', 'active')
    .execute();
}

/** Index: log_heads_pkey. */
export async function findHead(db: Db, day: string): Promise<LogHead | undefined> {
  const row = await db
    .selectFrom('moderation.log_heads')
    .select([dayOf, 'seq', 'hash'])
    .where(sql<boolean>`day = ${day}::date`)
    .executeTakeFirst();
  return row && { ...row, seq: Number(row.seq) };
}
