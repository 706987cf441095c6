import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { PARTICIPANT_STATES } from '../visibility.ts';
import type { Name } from './archive-lines.ts';

export type ExportScope = 'messages' | 'account';

export interface ExportRow {
  id: string;
  memberId: string;
  /** The messages alone, or everything that the member wrote and set. */
  scope: ExportScope;
  conversationId: string | null;
  locale: 'tr' | 'en';
  timeZone: string;
  state: 'waiting' | 'running' | 'ready' | 'failed';
  attempt: number;
  failure: 'storage_full' | 'internal_error' | null;
  done: number;
  total: number;
  name: string | null;
  size: number | null;
  conversations: number | null;
  messages: number | null;
  files: number | null;
  missingFiles: number | null;
  createdAt: Date;
  readyAt: Date | null;
  expiresAt: Date | null;
}

const columns = sql`export.id, export.scope, export.member_id as "memberId", export.conversation_id as "conversationId", export.locale,
  export.time_zone as "timeZone", export.state, export.attempt, export.failure, export.done, export.total, export.name, export.size,
  export.conversations, export.messages, export.files, export.missing_files as "missingFiles", export.created_at as "createdAt",
  export.ready_at as "readyAt", export.expires_at as "expiresAt"`;

/** The account still exists: an export of a member who left is not built. */
const memberExists = sql`exists (select from auth.member_view where id = export.member_id and status in ('active', 'deactivated', 'suspended', 'pending'))`;

/** Serializes the export requests of a member. */
export const lockRequester = (db: Db, memberId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${memberId}, 110))`.execute(db);

/** A member's exports, newest first. Index: exports_member. */
export async function findExports(db: Db, memberId: string, now: Date): Promise<ExportRow[]> {
  return selectExports(
    db,
    sql`export.member_id = ${memberId} and export.state <> 'removed' and (export.expires_at is null or export.expires_at > ${now})
      order by export.id desc limit 20`,
  );
}

async function selectExports(db: Db, where: RawBuilder<unknown>): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select ${columns} from messaging.exports export where ${where}`.execute(db);
  return rows;
}

/** When the exports that did not fail were requested, newest first. Index: exports_member. */
export async function requestedSince(db: Db, memberId: string, since: Date): Promise<Date[]> {
  const { rows } = await sql<{ at: Date }>`
    select created_at as at from messaging.exports
    where member_id = ${memberId} and created_at > ${since} and failure is null order by id desc`.execute(db);
  return rows.map(({ at }) => at);
}

export async function insertExport(
  db: Db,
  row: Pick<ExportRow, 'id' | 'memberId' | 'scope' | 'timeZone'> & {
    conversationId: string | null;
    locale: 'tr' | 'en' | null;
    at: Date;
  },
): Promise<void> {
  await sql`
    insert into messaging.exports (id, member_id, scope, conversation_id, locale, time_zone, created_at, progress_at)
    select ${row.id}, ${row.memberId}, ${row.scope}, ${row.conversationId}, coalesce(${row.locale}, member.locale), ${row.timeZone}, ${row.at}, ${row.at}
    from auth.member_view member where member.id = ${row.memberId}`.execute(db);
}

/** Hides failed exports when a new one is requested. Index: exports_member. */
export async function dismissFailed(db: Db, memberId: string): Promise<void> {
  await sql`update messaging.exports set state = 'removed' where member_id = ${memberId} and state = 'failed'`.execute(
    db,
  );
}

/**
 * Starts an attempt of an unfinished export.
 * @param name  of the archive that this attempt builds
 * @returns with `previousName`, the name of the previous attempt's archive; undefined if there is nothing left to
 *   do
 */
export async function startAttempt(
  db: Db,
  id: string,
  name: string,
  now: Date,
): Promise<(ExportRow & { previousName: string | null }) | undefined> {
  const { rows } = await sql<ExportRow & { previousName: string | null }>`
    with locked as (
      select id, name as "previousName" from messaging.exports where id = ${id} and state in ('waiting', 'running') for update
    )
    update messaging.exports export set state = 'running', attempt = attempt + 1, name = ${name}, done = 0, progress_at = ${now}
    from locked where export.id = locked.id and ${memberExists}
    returning ${columns}, locked."previousName"`.execute(db);
  return rows[0];
}

type Attempt = Pick<ExportRow, 'id' | 'attempt'>;
const isCurrentAttempt = ({ id, attempt }: Attempt) =>
  sql`id = ${id} and attempt = ${attempt} and state = 'running'`;

/** Saves the progress. @returns false if the export is no longer wanted or another attempt started */
export async function updateProgress(
  db: Db,
  attempt: Attempt,
  progress: { done: number; total: number },
  now: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update messaging.exports export set done = ${progress.done}, total = ${progress.total}, progress_at = ${now}
    where ${isCurrentAttempt(attempt)} and ${memberExists}`.execute(db);
  return numAffectedRows === 1n;
}

/** @returns the member; false if the export is no longer wanted or another attempt started */
export async function finishExport(
  db: Db,
  attempt: Attempt,
  archive: { size: number; conversations: number; messages: number; files: number; missingFiles: number },
  { now, expiresAt }: { now: Date; expiresAt: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update messaging.exports export set state = 'ready', done = total, size = ${archive.size}, conversations = ${archive.conversations},
      messages = ${archive.messages}, files = ${archive.files}, missing_files = ${archive.missingFiles},
      ready_at = ${now}, progress_at = ${now}, expires_at = ${expiresAt}
    where ${isCurrentAttempt(attempt)} and ${memberExists}`.execute(db);
  return numAffectedRows === 1n;
}

/** Marks an export as failed, unless another attempt has taken over. */
export async function failExport(
  db: Db,
  attempt: Attempt,
  failure: 'storage_full' | 'internal_error',
  now: Date,
): Promise<void> {
  await sql`update messaging.exports set state = 'failed', failure = ${failure}, progress_at = ${now}
    where ${isCurrentAttempt(attempt)}`.execute(db);
}

/** Removes exports. @returns the archives to delete */
async function removeExports(
  db: Db,
  where: RawBuilder<unknown>,
): Promise<{ id: string; name: string | null }[]> {
  const { rows } = await sql<{ id: string; name: string | null }>`
    update messaging.exports export set state = 'removed' where state <> 'removed' and ${where}
    returning export.id, export.name`.execute(db);
  return rows;
}

/** One of a member's exports. Index: exports_pkey. */
export const removeOwn = (db: Db, memberId: string, scope: ExportScope, id: string) =>
  removeExports(db, sql`id = ${id} and member_id = ${memberId} and scope = ${scope}`);

/** Whether a member's export was withdrawn, replaced or expired before. Index: exports_pkey. */
export async function isRemoved(db: Db, memberId: string, scope: ExportScope, id: string): Promise<boolean> {
  const { rows } = await sql`
    select from messaging.exports where id = ${id} and member_id = ${memberId} and scope = ${scope} and state = 'removed'`.execute(
    db,
  );
  return rows.length > 0;
}

/** Exports that a newer one of the same scope replaces. Index: exports_member. */
export const removeReplaced = (db: Db, memberId: string, by: Pick<ExportRow, 'id' | 'scope'>) =>
  removeExports(
    db,
    sql`member_id = ${memberId} and id <> ${by.id} and scope = ${by.scope} and state in ('ready', 'failed')`,
  );

/**
 * Expired exports and those of members who left. Cost: the whole table, which holds a few rows per member.
 */
export const removeExpired = (db: Db, now: Date, failedBefore: Date) =>
  removeExports(
    db,
    sql`(expires_at <= ${now} or (state = 'failed' and progress_at < ${failedBefore}) or not ${memberExists})`,
  );

/** Exports without progress for a while: their job may be lost. */
export async function findStaleExports(
  db: Db,
  before: Date,
): Promise<Pick<ExportRow, 'id' | 'memberId' | 'createdAt'>[]> {
  return selectExports(
    db,
    sql`export.state in ('waiting', 'running') and export.progress_at < ${before} limit 500`,
  );
}

/** Marks an export as failed whose job is lost. */
export async function abandonExport(db: Db, id: string, now: Date): Promise<void> {
  await sql`update messaging.exports set state = 'failed', failure = 'internal_error', progress_at = ${now}, attempt = attempt + 1
    where id = ${id} and state in ('waiting', 'running')`.execute(db);
}

export async function deleteRemoved(db: Db, before: Date): Promise<void> {
  await sql`delete from messaging.exports where state = 'removed' and created_at < ${before}`.execute(db);
}

/** The member for whom the archive is built, as the viewer of its queries. Index: auth.users_pkey. */
export async function findRequester(
  db: Db,
  memberId: string,
): Promise<{ viewer: Viewer; member: Name } | undefined> {
  const { rows } = await sql<Name & { universityId: string }>`
    select id, username, display_name as "displayName", university_id as "universityId"
    from auth.member_view where id = ${memberId} and status in ('active', 'deactivated', 'suspended', 'pending')`.execute(
    db,
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { universityId, ...member } = row;
  return { viewer: { id: row.id, sessionId: row.id, universityId, roles: ['member'] }, member };
}

/**
 * Conversations that the member may read something of, newest message first, with the readable range of
 * numbers.
 * Cost: all their memberships (some hundreds). Index: memberships_member.
 */
export async function readableConversations(
  db: Db,
  viewer: Viewer,
  onlyId: string | null,
): Promise<{ id: string; firstSeq: number; lastSeq: number }[]> {
  const { rows } = await sql<{ id: string; firstSeq: number; lastSeq: number }>`
    select conversation.id, greatest(membership.from_seq, membership.cleared_seq + 1) as "firstSeq", conversation.last_seq as "lastSeq"
    from messaging.memberships membership join messaging.conversations conversation on conversation.id = membership.conversation_id
    where membership.member_id = ${viewer.id} and membership.state in ${PARTICIPANT_STATES}
      and case when ${onlyId}::uuid is null then conversation.last_seq >= membership.from_seq and conversation.last_seq > membership.cleared_seq
        else conversation.id = ${onlyId}::uuid end
    order by conversation.last_message_at desc, conversation.id desc`.execute(db);
  return rows;
}

/** Display names of members. Index: primary key. */
export async function findNames(db: Db, ids: readonly string[]): Promise<Name[]> {
  const { rows } = await sql<Name>`
    select id, username, display_name as "displayName" from profiles.member_view where id = any(${ids}::uuid[])`.execute(
    db,
  );
  return rows;
}
