import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { type Statement, statement } from '../../../platform/statement.ts';
import { type FileRow, fileColumns } from '../queries.ts';
import type { Kind, Status, Subject, SubjectType } from '../types.ts';

export interface LockedFile {
  id: string;
  kind: Kind;
  status: Status;
  subjectType: SubjectType | null;
  subjectId: string | null;
  isBlocked: boolean;
}

/** Locks files of one owner, in id order so that two callers do not deadlock. Index: files_pkey. */
export async function lockFiles(db: Db, ownerId: string, ids: readonly string[]): Promise<LockedFile[]> {
  const { rows } = await sql<LockedFile>`
    select id, kind, status, subject_type as "subjectType", subject_id as "subjectId",
      blocked_by is not null as "isBlocked" from media.files
    where id = any(${ids}::uuid[]) and owner_id = ${ownerId} order by id for update`.execute(db);
  return rows;
}

/** Serialises changes of one subject's picture; released with the transaction. */
export const lockSubject = (db: Db, { type, id }: Subject) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`${type} ${id}`}, 200))`.execute(db);

/** Attaches files to a subject, in the order of `ids`. */
export async function setSubject(db: Db, ids: readonly string[], subject: Subject): Promise<void> {
  await sql`update media.files file set subject_type = ${subject.type}, subject_id = ${subject.id},
      position = input.position, is_from_past_version = false, unattached_since = null
    from unnest(${ids}::uuid[]) with ordinality as input (id, position) where file.id = input.id`.execute(db);
}

/** Detaches the files of a subject except those in `keep`; returns their names. Index: files_subject. */
export async function detachFiles(
  db: Db,
  subject: Subject,
  keep: readonly string[],
  now: Date,
): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    update media.files set subject_type = null, subject_id = null, position = 0, is_from_past_version = false, unattached_since = ${now}
    where subject_type = ${subject.type} and subject_id = ${subject.id} and not id = any(${keep}::uuid[])
    returning name`.execute(db);
  return rows.map((row) => row.name);
}

/**
 * Marks the files of a subject, except those in `keep`, as past: only its history shows them. Returns their names.
 * Index: files_subject.
 */
export async function markFilesPast(db: Db, subject: Subject, keep: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{
    name: string;
  }>`update media.files set is_from_past_version = true, position = 0
    where subject_type = ${subject.type} and subject_id = ${subject.id} and not id = any(${keep}::uuid[])
    returning name`.execute(db);
  return rows.map((row) => row.name);
}

/** Names of files that are attached to subjects of one type, now or before an edit. Index: files_subject. */
export async function findStorageNames(db: Db, type: SubjectType, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from media.files
    where subject_type = ${type} and subject_id = any(${ids}::uuid[])`.execute(db);
  return rows.map((row) => row.name);
}

/** Hides the files of a subject at a time, or shows them again with null; returns their names. Index: files_subject. */
export async function setFilesHidden(db: Db, subject: Subject, at: Date | null): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`update media.files set hidden_at = ${at}
    where subject_type = ${subject.type} and subject_id = ${subject.id} returning name`.execute(db);
  return rows.map((row) => row.name);
}

/** Deletes the rows of a subject's files; returns their names. Index: files_subject. */
export async function deleteFiles(db: Db, subject: Subject): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`delete from media.files
    where subject_type = ${subject.type} and subject_id = ${subject.id} returning name`.execute(db);
  return rows.map((row) => row.name);
}

/** Index: files_subject. */
export async function moveFiles(db: Db, from: Subject, to: Subject): Promise<void> {
  await sql`update media.files set subject_type = ${to.type}, subject_id = ${to.id}
    where subject_type = ${from.type} and subject_id = ${from.id}`.execute(db);
}

/** The files of many subjects of one type, in their order. Index: files_subject. */
export const findFiles = (db: Db, type: SubjectType, ids: readonly string[]): Promise<FileRow[]> =>
  filesOfType[type](db, { ids });

const filesStatement = (type: SubjectType) =>
  statement<{ ids: readonly string[] }, FileRow>(
    ({ ids }) => sql<FileRow>`select ${fileColumns(type)} from media.files file
      where subject_type = ${sql.lit(type)} and subject_id = any(${ids}::uuid[]) and not is_from_past_version order by subject_id, position`,
  );

const filesOfType: Record<SubjectType, Statement<{ ids: readonly string[] }, FileRow>> = {
  post: filesStatement('post'),
  draft: filesStatement('draft'),
  message: filesStatement('message'),
  avatar: filesStatement('avatar'),
  header: filesStatement('header'),
  group: filesStatement('group'),
};

/** The files of a subject now, and those of its earlier versions. Index: files_subject. */
export async function filesWithPastOf(db: Db, subject: Subject): Promise<FileRow[]> {
  const { rows } = await sql<FileRow>`select ${fileColumns(subject.type)} from media.files file
    where subject_type = ${subject.type} and subject_id = ${subject.id}`.execute(db);
  return rows;
}

/**
 * Attaches the files of one subject to another as well, for another owner: new rows for the same bytes, which count for nobody's
 * quota. Locks the first rows against deletion until the caller commits. Index: files_subject.
 */
export async function shareFiles(
  db: Db,
  ownerId: string,
  from: Subject,
  to: Subject,
  newIds: (count: number) => string[],
  now: Date,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from media.files
    where subject_type = ${from.type} and subject_id = ${from.id} and not is_from_past_version order by position for share`.execute(
    db,
  );
  if (rows.length === 0) return;
  await sql`insert into media.files (id, owner_id, kind, status, name, mime_type, size, stored_bytes, width, height, duration_ms,
      animated, blurhash, waveform, alt, focus_x, focus_y, file_name, variants, progress, subject_type, subject_id, position, blocked_by, created_at)
    select copy.new_id, ${ownerId}, kind, status, name, mime_type, size, 0, width, height, duration_ms,
      animated, blurhash, waveform, alt, focus_x, focus_y, file_name, variants, progress, ${to.type}, ${to.id}, position, blocked_by, ${now}
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${newIds(rows.length)}::uuid[]) as copy (id, new_id)
    join media.files file on file.id = copy.id`.execute(db);
}
