import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import type { CopySummary, ImportResult } from './schemas.ts';
import type { ImportState } from './tables.ts';

export interface ImportRow {
  id: string;
  memberId: string;
  mediaId: string;
  state: ImportState;
  failure: string | null;
  archiveId: string | null;
  campusName: string | null;
  origin: string | null;
  sourceUsername: string | null;
  writtenAt: Date | null;
  summary: CopySummary | null;
  takesProfile: boolean;
  done: number;
  result: ImportResult | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

const columns = sql`id, member_id as "memberId", media_id as "mediaId", state, failure, archive_id as "archiveId",
  campus_name as "campusName", origin, source_username as "sourceUsername", written_at as "writtenAt", summary,
  takes_profile as "takesProfile", done, result, created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt"`;

/** Serialises what a member does with imports; released with the transaction. */
export const lockImporter = (db: Db, memberId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${memberId}, 480))`.execute(db);

/** A member's imports, newest first. Index: imports_member. */
export const findImports = async (db: Db, memberId: string): Promise<ImportRow[]> =>
  (
    await sql<ImportRow>`select ${columns} from imports.imports where member_id = ${memberId} order by id desc limit 20`.execute(
      db,
    )
  ).rows;

/** Index: imports_pkey. */
export const findImport = async (db: Db, id: string): Promise<ImportRow | undefined> =>
  (await sql<ImportRow>`select ${columns} from imports.imports where id = ${id}`.execute(db)).rows[0];

/** Index: imports_member. */
export async function importsSince(db: Db, memberId: string, since: Date): Promise<Date[]> {
  const { rows } = await sql<{ at: Date }>`
    select created_at as at from imports.imports where member_id = ${memberId} and created_at > ${since} order by id desc`.execute(
    db,
  );
  return rows.map(({ at }) => at);
}

export async function insertImport(
  db: Db,
  row: Pick<ImportRow, 'id' | 'memberId' | 'mediaId' | 'createdAt'>,
): Promise<void> {
  await sql`insert into imports.imports (id, member_id, media_id, created_at, progress_at)
    values (${row.id}, ${row.memberId}, ${row.mediaId}, ${row.createdAt}, ${row.createdAt})`.execute(db);
}

/** Changes an import that is in one of these states. @returns whether it was */
async function change(
  db: Db,
  id: string,
  from: readonly ImportState[],
  set: RawBuilder<unknown>,
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update imports.imports set ${set} where id = ${id} and state = any(${from}::text[])`.execute(
      db,
    );
  return numAffectedRows === 1n;
}

export const setChecked = (
  db: Db,
  id: string,
  copy: {
    archiveId: string;
    campusName: string;
    origin: string;
    sourceMemberId: string;
    sourceUsername: string;
    writtenAt: Date;
    summary: CopySummary;
  },
  now: Date,
): Promise<boolean> =>
  change(
    db,
    id,
    ['checking'],
    sql`state = 'checked', archive_id = ${copy.archiveId}, campus_name = ${copy.campusName}, origin = ${copy.origin},
      source_member_id = ${copy.sourceMemberId}, source_username = ${copy.sourceUsername}, written_at = ${copy.writtenAt},
      summary = ${JSON.stringify(copy.summary)}::jsonb, progress_at = ${now}`,
  );

export const setRefused = (db: Db, id: string, failure: string, now: Date): Promise<boolean> =>
  change(
    db,
    id,
    ['checking', 'checked'],
    sql`state = 'refused', failure = ${failure}, progress_at = ${now}, finished_at = ${now}`,
  );

/** Whether the copy, or the account that it is of, was taken by another import. Index: imports_archive, imports_source. */
export async function isTaken(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`
    select from imports.imports own join imports.imports other on other.id <> own.id
      and (other.archive_id = own.archive_id or (other.origin = own.origin and other.source_member_id = own.source_member_id))
      and other.state in ('running', 'failed', 'done', 'undoing')
    where own.id = ${id} limit 1`.execute(db);
  return rows.length > 0;
}

/** Serialises who takes a copy; released with the transaction. */
export const lockCopies = (db: Db) =>
  sql`select pg_advisory_xact_lock(hashtext('imports.copies'))`.execute(db);

export const setRunning = (
  db: Db,
  id: string,
  { takesProfile, now }: { takesProfile: boolean; now: Date },
): Promise<boolean> =>
  change(
    db,
    id,
    ['checked', 'failed'],
    sql`state = 'running', failure = null, takes_profile = case when started_at is null then ${takesProfile} else takes_profile end, started_at = coalesce(started_at, ${now}), progress_at = ${now}`,
  );

/**
 * Holds an import at the line before one until the transaction ends.
 * @returns false if it was taken back, or another worker has counted the line
 */
export const holdAtLine = async (db: Db, id: string, nr: number): Promise<boolean> =>
  (
    await sql`select from imports.imports where id = ${id} and state = 'running' and done = ${nr - 1} for no key update`.execute(
      db,
    )
  ).rows.length > 0;

/**
 * Counts a line of the copy as taken or left out, in the transaction that writes it.
 * @returns false if the import was taken back, or another worker has counted the line
 */
export async function countLine(
  db: Db,
  id: string,
  nr: number,
  result: ImportResult,
  now: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update imports.imports set done = ${nr}, result = ${JSON.stringify(result)}::jsonb, progress_at = ${now}
    where id = ${id} and state = 'running' and done = ${nr - 1}`.execute(db);
  return numAffectedRows === 1n;
}

export const saveResult = (db: Db, id: string, result: ImportResult, now: Date): Promise<boolean> =>
  change(db, id, ['running'], sql`result = ${JSON.stringify(result)}::jsonb, progress_at = ${now}`);

export const setDone = (db: Db, id: string, now: Date): Promise<boolean> =>
  change(db, id, ['running'], sql`state = 'done', progress_at = ${now}, finished_at = ${now}`);

export const setFailed = (db: Db, id: string, failure: string, now: Date): Promise<boolean> =>
  change(db, id, ['running'], sql`state = 'failed', failure = ${failure}, progress_at = ${now}`);

export const setUndoing = (db: Db, id: string, now: Date): Promise<boolean> =>
  change(db, id, ['running', 'failed', 'done'], sql`state = 'undoing', progress_at = ${now}`);

export const setUndone = (db: Db, id: string, from: readonly ImportState[], now: Date): Promise<boolean> =>
  change(db, id, from, sql`state = 'undone', progress_at = ${now}, finished_at = ${now}`);

/** Checks and imports without progress for a while: their job may be lost. Index: imports_open. */
export async function findStale(db: Db, before: Date): Promise<ImportRow[]> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from imports.imports
    where state in ('checking', 'checked', 'running', 'undoing') and progress_at < ${before} order by progress_at limit 500`.execute(
    db,
  );
  return rows;
}

/** Deletes what ended without an import. Cost: the whole table, which holds a few rows for each member who brought a copy. */
export async function deleteEnded(db: Db, before: Date): Promise<void> {
  await sql`delete from imports.imports where state in ('refused', 'undone') and finished_at < ${before}`.execute(
    db,
  );
}

/** The member, as the viewer of what the import does. Index: auth.users_pkey. */
export async function findImporter(
  db: Db,
  memberId: string,
): Promise<(Viewer & { bio: string; avatarUrl: string | null; university: string }) | undefined> {
  const { rows } = await sql<{
    id: string;
    universityId: string;
    bio: string;
    avatarUrl: string | null;
    university: string;
  }>`
    select account.id, account.university_id as "universityId", member.bio, member.avatar_url as "avatarUrl",
      member.university_name as university
    from auth.member_view account join profiles.member_view member on member.id = account.id
    where account.id = ${memberId} and account.status = 'active'`.execute(db);
  const [row] = rows;
  return row && { ...row, sessionId: row.id, roles: ['member'] };
}

/** Index: auth.users_username. */
export async function findByUsername(db: Db, username: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from auth.member_view where username = ${username} and status = 'active'`.execute(db);
  return rows[0]?.id;
}

/**
 * Who brought the account with this address; nobody if several did, because a name there had more than one owner. Index: imports_address.
 */
export async function findArrived(db: Db, origin: string, username: string): Promise<string | undefined> {
  const { rows } = await sql<{ memberId: string }>`
    select member_id as "memberId" from imports.imports
    where origin = ${origin} and source_username = ${username} and state = 'done' limit 2`.execute(db);
  return rows.length === 1 ? rows[0]?.memberId : undefined;
}

export async function insertPendingFollows(
  db: Db,
  memberId: string,
  origin: string,
  usernames: readonly string[],
  expiresAt: Date,
): Promise<void> {
  await sql`insert into imports.pending_follows (member_id, origin, username, expires_at)
    select ${memberId}::uuid, ${origin}, username, ${expiresAt} from unnest(${usernames}::text[]) as given (username)
    on conflict do nothing`.execute(db);
}

/** Index: pending_follows_pkey. */
export async function findPendingOf(db: Db, memberId: string, origin: string): Promise<string[]> {
  const { rows } = await sql<{ username: string }>`
    select username from imports.pending_follows where member_id = ${memberId} and origin = ${origin} order by username`.execute(
    db,
  );
  return rows.map(({ username }) => username);
}

/** Who waits for the account with this address. Index: pending_follows_address. */
export async function findWaitingFor(
  db: Db,
  origin: string,
  username: string,
  now: Date,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ memberId: string }>`
    select member_id as "memberId" from imports.pending_follows
    where origin = ${origin} and username = ${username} and expires_at > ${now} limit ${limit}`.execute(db);
  return rows.map(({ memberId }) => memberId);
}

/** Index: pending_follows_pkey. */
export async function countPending(db: Db, memberId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from imports.pending_follows where member_id = ${memberId}`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function deletePending(
  db: Db,
  memberId: string,
  origin: string,
  username: string,
): Promise<void> {
  await sql`delete from imports.pending_follows
    where member_id = ${memberId} and origin = ${origin} and username = ${username}`.execute(db);
}

export async function deletePendingOf(db: Db, memberId: string): Promise<void> {
  await sql`delete from imports.pending_follows where member_id = ${memberId}`.execute(db);
}

/** Index: pending_follows_expiry. */
export async function deleteExpiredPending(db: Db, now: Date): Promise<void> {
  await sql`delete from imports.pending_follows where expires_at <= ${now}`.execute(db);
}
