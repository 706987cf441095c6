import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Kind, Status, SubjectType, Variants } from './types.ts';
import { isPublic } from './visibility.ts';

export interface FileRow {
  id: string;
  ownerId: string | null;
  kind: Kind;
  status: Status;
  name: string;
  mimeType: string;
  size: number;
  storedBytes: number;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  animated: boolean;
  blurhash: string | null;
  waveform: number[] | null;
  alt: string | null;
  focusX: number | null;
  focusY: number | null;
  fileName: string | null;
  variants: Variants;
  progress: number;
  failure: string | null;
  subjectType: SubjectType | null;
  subjectId: string | null;
  isPublic: boolean;
  /** A listed picture hides it. */
  isBlocked: boolean;
  createdAt: Date;
}

/**
 * The columns of a `FileRow`, from `media.files` aliased as `file`.
 * @param type  of the subjects, if all have one type
 */
export const fileColumns = (
  type?: SubjectType,
) => sql`file.id, file.owner_id as "ownerId", file.kind, file.status, file.name, file.mime_type as "mimeType",
  file.size, file.stored_bytes as "storedBytes", file.width, file.height, file.duration_ms as "durationMs", file.animated,
  file.blurhash, file.waveform, file.alt, file.focus_x as "focusX", file.focus_y as "focusY", file.file_name as "fileName", file.variants,
  file.progress, file.failure, file.subject_type as "subjectType", file.subject_id as "subjectId",
  ${isPublic(sql.ref('file'), type)} as "isPublic",
  file.blocked_by is not null as "isBlocked", file.created_at as "createdAt"`;

/** Index: files_pkey. */
export async function findFile(db: Db, id: string): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`select ${fileColumns()} from media.files file where id = ${id}`.execute(
    db,
  );
  return rows[0];
}

/** A file of the owner, optionally locked until the transaction ends. Index: files_pkey. */
export async function findOwnFile(db: Db, ownerId: string, id: string, lock = false) {
  const { rows } = await sql<FileRow>`select ${fileColumns()} from media.files file
    where id = ${id} and owner_id = ${ownerId} ${lock ? sql`for update` : sql``}`.execute(db);
  return rows[0];
}

/** A member's files, newest first. Index: files_owner. */
export async function findOwnFiles(
  db: Db,
  ownerId: string,
  filter: { before: string | null; kind: Kind | undefined; unused: boolean },
  limit: number,
): Promise<FileRow[]> {
  const { rows } = await sql<FileRow>`select ${fileColumns()} from media.files file
    where owner_id = ${ownerId}
      ${filter.before === null ? sql`` : sql`and id < ${filter.before}`}
      ${filter.kind === undefined ? sql`` : sql`and kind = ${filter.kind}`}
      ${filter.unused ? sql`and subject_id is null` : sql``}
    order by id desc limit ${limit}`.execute(db);
  return rows;
}

/** Locks an owner, so that concurrent uploads cannot exceed the quota together. */
export async function lockOwner(db: Db, ownerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('media:' || ${ownerId}, 0))`.execute(db);
}

/** The bytes of a member's files, and of their open uploads when complete. Index: files_owner only; uploads_owner. */
export async function usage(db: Db, ownerId: string, now: Date) {
  const { rows } = await sql<{ usedBytes: number; files: number; pendingBytes: number; uploads: number }>`
    select coalesce(sum(stored_bytes), 0)::bigint as "usedBytes", count(*)::int as files,
      (select coalesce(sum(length), 0)::bigint from media.uploads
        where owner_id = ${ownerId} and media_id is null and expires_at > ${now}) as "pendingBytes",
      (select count(*)::int from media.uploads
        where owner_id = ${ownerId} and media_id is null and expires_at > ${now}) as uploads
    from media.files where owner_id = ${ownerId}`.execute(db);
  return rows[0]!; // an aggregate always returns a row
}

export interface NewFile {
  id: string;
  ownerId: string;
  kind: Kind;
  name: string;
  mimeType: string;
  size: number;
  alt: string | null;
  fileName: string | null;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  now: Date;
}

/** Inserts the row before any file is written: whatever fails then, the sweep finds what to delete. */
export async function insertFile(db: Db, file: NewFile): Promise<void> {
  await db
    .insertInto('media.files')
    .values({
      id: file.id,
      owner_id: file.ownerId,
      kind: file.kind,
      status: 'processing',
      name: file.name,
      mime_type: file.mimeType,
      size: file.size,
      stored_bytes: file.size,
      width: file.width,
      height: file.height,
      duration_ms: file.durationMs,
      blurhash: null,
      alt: file.alt,
      focus_x: null,
      focus_y: null,
      file_name: file.fileName,
      failure: null,
      subject_type: null,
      subject_id: null,
      created_at: file.now,
      unattached_since: file.now,
    })
    .execute();
}

export interface Finished {
  mimeType: string;
  size: number;
  storedBytes: number;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  animated: boolean;
  blurhash: string | null;
  waveform: number[] | null;
  variants: Variants;
}

/** Marks a file as ready. @returns whether it was still processing */
export async function finishFile(db: Db, id: string, finished: Finished): Promise<boolean> {
  const done = await db
    .updateTable('media.files')
    .set({
      status: 'ready',
      progress: 100,
      mime_type: finished.mimeType,
      size: finished.size,
      stored_bytes: finished.storedBytes,
      width: finished.width,
      height: finished.height,
      duration_ms: finished.durationMs,
      animated: finished.animated,
      blurhash: finished.blurhash,
      waveform: finished.waveform,
      variants: JSON.stringify(finished.variants),
    })
    .where('id', '=', id)
    .where('status', '=', 'processing')
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Stores where the original is that a job is to process. */
export async function setSource(db: Db, id: string, variants: Variants): Promise<void> {
  await db
    .updateTable('media.files')
    .set({ variants: JSON.stringify(variants) })
    .where('id', '=', id)
    .execute();
}

export async function setProgress(db: Db, id: string, progress: number): Promise<void> {
  await db
    .updateTable('media.files')
    .set({ progress })
    .where('id', '=', id)
    .where('status', '=', 'processing')
    .execute();
}

/**
 * @param failure code of the reason. @returns whether it was still processing
 */
export async function failFile(db: Db, id: string, failure: string): Promise<boolean> {
  const done = await db
    .updateTable('media.files')
    .set({ status: 'failed', failure, stored_bytes: 0, variants: '{}' })
    .where('id', '=', id)
    .where('status', '=', 'processing')
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export interface RowChange {
  alt?: string | null;
  focus_x?: number | null;
  focus_y?: number | null;
}

/**
 * Changes the description of a file while its owner may do so: while it is attached to nothing, a draft, their profile, or the
 * current version of a post. Files of a sent message, or of an earlier version of a post, do not change. The conditions are
 * checked again after waiting for a lock, such as that of a concurrent send. Index: files_pkey.
 *
 * @returns whether there was such a file
 */
export async function updateFile(db: Db, ownerId: string, id: string, change: RowChange): Promise<boolean> {
  const changed = await db
    .updateTable('media.files')
    .set(change)
    .where('id', '=', id)
    .where('owner_id', '=', ownerId)
    .where('is_from_past_version', '=', false)
    .where((file) =>
      file.or([file('subject_type', 'is', null), file('subject_type', 'not in', ['message', 'group'])]),
    )
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

export async function deleteFile(db: Db, id: string): Promise<void> {
  await db.deleteFrom('media.files').where('id', '=', id).execute();
}

/** Deletes up to `limit` rows that have been unattached since before `before`; returns their names. Index: files_unattached. */
export async function deleteUnattached(db: Db, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`delete from media.files where id in (
    select id from media.files where unattached_since < ${before} order by unattached_since limit ${limit} for update skip locked)
    returning name`.execute(db);
  return rows.map((row) => row.name);
}

/**
 * Deletes up to `limit` files of an owner, except those in conversations, which belong to the others as well.
 * @returns their names. Index: files_owner
 */
export async function deleteFilesOf(db: Db, ownerId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`delete from media.files where id in (
    select id from media.files where owner_id = ${ownerId} and coalesce(subject_type, '') not in ('message', 'group') limit ${limit})
    returning name`.execute(db);
  return rows.map((row) => row.name);
}

/** Files that are still processing. Index: files_processing. */
export async function findStuckFiles(
  db: Db,
  before: Date,
): Promise<{ id: string; name: string; created_at: Date }[]> {
  return db
    .selectFrom('media.files')
    .select(['id', 'name', 'created_at'])
    .where('status', '=', 'processing')
    .where('created_at', '<', before)
    .limit(500)
    .execute();
}

/** Whether any file or link picture still has this storage name. Index: files_name, link_pictures_name. */
export async function nameExists(db: Db, name: string): Promise<boolean> {
  const { rows } = await sql`select from media.files where name = ${name}
    union all select from media.link_pictures where name = ${name} limit 1`.execute(db);
  return rows.length > 0;
}

export async function insertArchive(db: Db, name: string, now: Date): Promise<void> {
  await sql`insert into media.archives (name, created_at) values (${name}, ${now})`.execute(db);
}

/** @returns whether there was one. Index: archives_pkey. */
export async function deleteArchive(db: Db, name: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from media.archives where name = ${name}`.execute(db);
  return numAffectedRows === 1n;
}
