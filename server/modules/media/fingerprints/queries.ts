import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Kind, SubjectType, Variants } from '../types.ts';
import { isPublic } from '../visibility.ts';
import { type Fingerprint, hexOf } from './pdq.ts';

const bits = (hash: string) => sql`(${`x${hash}`})::text::bit(256)`;

/** What is looked for: hashes that are near one of these, or exactly these bytes. */
export interface Probe {
  hashes: readonly string[];
  /** SHA-256 of the main file, hexadecimal. */
  sha256: string;
  /** Bits that may differ. */
  distance: number;
}

/** Writes down a picture's fingerprints, one for each frame. What is known already stays. Index: fingerprints_pkey. */
export async function insertFingerprints(
  db: Db,
  name: string,
  frames: readonly Fingerprint[],
  now: Date,
): Promise<void> {
  await sql`insert into media.fingerprints (name, frame, hash, quality, created_at)
    select ${name}, frame - 1, ('x' || hash)::bit(256), quality, ${now}
    from unnest(${frames.map(({ hash }) => hash)}::text[], ${frames.map(({ quality }) => quality)}::int[])
      with ordinality as print (hash, quality, frame)
    on conflict do nothing`.execute(db);
}

/** Index: fingerprints_pkey. */
export async function deleteFingerprints(db: Db, name: string): Promise<void> {
  await sql`delete from media.fingerprints where name = ${name}`.execute(db);
}

/** Index: fingerprints_pkey. */
export async function findFingerprints(db: Db, name: string): Promise<Fingerprint[]> {
  const { rows } = await sql<{ bits: string; quality: number }>`select hash::text as bits, quality
    from media.fingerprints where name = ${name} order by frame`.execute(db);
  return rows.map(({ bits, quality }) => ({ hash: hexOf(bits), quality }));
}

/** SHA-256 of the main file of `file`. Index: stored_files_pkey. */
const mainHash = sql`(select encode(stored.hash, 'hex') from media.stored_files stored
  where stored.name = file.name and stored.file = file.variants -> 'full' ->> 'file')`;

const LIST_LOCK = sql`hashtextextended('media.blocked_pictures', 0)`;

/** Lets many add pictures at once, and none while the list changes. Until the transaction ends. */
export const lockListForReading = (db: Db) =>
  sql`select pg_advisory_xact_lock_shared(${LIST_LOCK})`.execute(db);

/** Lets nobody add a picture while the list changes. Until the transaction ends. */
export const lockList = (db: Db) => sql`select pg_advisory_xact_lock(${LIST_LOCK})`.execute(db);

const holds = (now: Date) =>
  sql`blocked.ended_at is null and (blocked.expires_at is null or blocked.expires_at > ${now})`;

/**
 * The oldest entry of the list that a member's picture is a copy of. Reads the whole list, which is short.
 */
export async function findBlocking(
  db: Db,
  ownerId: string | null,
  { hashes, sha256, distance }: Probe,
  now: Date,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    with probe as materialized (select ('x' || hash)::bit(256) as bits from unnest(${hashes}::text[]) as hash)
    select blocked.id from media.blocked_pictures blocked
    where ${holds(now)}
      and (blocked.university_id is null
        or blocked.university_id = (select member.university_id from auth.member_view member where member.id = ${ownerId}))
      and (blocked.sha256 = decode(${sha256}, 'hex')
        or blocked.id in (select listed.picture_id from media.blocked_hashes listed, probe
          where bit_count(listed.hash # probe.bits) <= ${distance}))
    order by blocked.created_at, blocked.id limit 1`.execute(db);
  return rows[0]?.id;
}

const isNear = ({ hashes, distance }: Probe): RawBuilder<unknown> =>
  hashes.length === 0
    ? sql`false`
    : sql.join(
        hashes.map((hash) => sql`bit_count(hash # ${bits(hash)}) <= ${distance}`),
        sql` or `,
      );

/** Of a picture or video that is shown to somebody, of a member of the university; null: of all. */
const isShown = (universityId: string | null) => sql`
  file.status = 'ready' and file.kind in ('image', 'video') and file.blocked_by is null
  and (${universityId}::uuid is null
    or exists (select from auth.member_view member where member.id = file.owner_id and member.university_id = ${universityId}::uuid))`;

/** Names begin with two hexadecimal digits, at random: one part has one of 256 fingerprints. */
export const PARTS = 256;
const startOfPart = (part: number): string => (part >= PARTS ? 'g' : part.toString(16).padStart(2, '0'));

/** The names of near copies in some parts of all fingerprints. Index: fingerprints_pkey. */
export async function findNearNames(
  db: Db,
  probe: Probe,
  quality: number,
  { from, until }: { from: number; until: number },
): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select distinct name from media.fingerprints
    where name >= ${startOfPart(from)} and name < ${startOfPart(until)} and quality >= ${quality} and (${isNear(probe)})`.execute(
    db,
  );
  return rows.map(({ name }) => name);
}

/** The names of files with these bytes. Index: stored_files_hash. */
export async function findSameNames(db: Db, sha256: string): Promise<string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select distinct name from media.stored_files where hash = decode(${sha256}, 'hex') and file like 'full.%'`.execute(
    db,
  );
  return rows.map(({ name }) => name);
}

export interface Copy {
  id: string;
  ownerId: string | null;
  subjectType: SubjectType | null;
  subjectId: string | null;
  name: string;
  variants: Variants;
  isPublic: boolean;
}

/** The files of some names that are shown now, oldest first. Index: files_name. */
export async function findCopies(
  db: Db,
  names: readonly string[],
  universityId: string | null,
): Promise<Copy[]> {
  const { rows } = await sql<Copy>`
    select file.id, file.owner_id as "ownerId", file.subject_type as "subjectType", file.subject_id as "subjectId", file.name,
      file.variants, ${isPublic(sql.ref('file'))} as "isPublic"
    from media.files file where file.name = any(${names}::text[]) and ${isShown(universityId)} order by file.id`.execute(
    db,
  );
  return rows;
}

/** Whether a picture is that of an official account other than its owner. Index: files_subject, fingerprints_pkey. */
export async function isOfOfficialAccount(
  db: Db,
  probe: Probe,
  quality: number,
  ownerId: string | null,
): Promise<boolean> {
  const { rows } = await sql`select from auth.member_view member
    join media.files file on file.subject_id = member.id and file.subject_type in ('avatar', 'header') and file.blocked_by is null
    join media.fingerprints print on print.name = file.name
    where member.official is not null and member.status = 'active' and member.id is distinct from ${ownerId}::uuid
      and print.quality >= ${quality} and (${isNear(probe)}) limit 1`.execute(db);
  return rows.length > 0;
}

export interface SearchRow {
  next: number;
  universityId: string | null;
  sha256: string;
  hashes: string[];
}

/** How far the search for copies of an entry has come; undefined if there is nothing to search. Index: blocked_pictures_pkey. */
export async function findSearch(db: Db, id: string): Promise<SearchRow | undefined> {
  const { rows } = await sql<Omit<SearchRow, 'hashes'> & { bits: string[] }>`
    select search_next::int as next, university_id as "universityId", encode(sha256, 'hex') as sha256,
      array(select hash::text from media.blocked_hashes where picture_id = blocked.id) as bits
    from media.blocked_pictures blocked where id = ${id} and search_next is not null and ended_at is null`.execute(
    db,
  );
  const row = rows[0];
  return row && { ...row, hashes: row.bits.map(hexOf) };
}

/** Goes on to another part; null: none is left. @returns false if another run has been here, or the entry ended */
export async function setSearched(
  db: Db,
  id: string,
  { from, next, found }: { from: number; next: number | null; found: number },
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update media.blocked_pictures set search_next = ${next}, found = found + ${found}
    where id = ${id} and search_next = ${from} and ended_at is null`.execute(db);
  return numAffectedRows === 1n;
}

/** Entries whose search was begun and not ended. Index: blocked_pictures_searching. */
export async function findSearching(db: Db): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select id from media.blocked_pictures where search_next is not null and ended_at is null order by id limit 100`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** Sets when an entry ends by itself; null: when staff take it off. @returns false if it has ended. Index: blocked_pictures_pkey. */
export async function setBlockEnd(db: Db, id: string, expiresAt: Date | null): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update media.blocked_pictures set expires_at = ${expiresAt} where id = ${id} and ended_at is null`.execute(
      db,
    );
  return numAffectedRows === 1n;
}

export interface NewBlock {
  id: string;
  sourceId: string;
  sha256: string;
  hashes: readonly string[];
  universityId: string | null;
  at: Date;
  expiresAt: Date | null;
  eraseAt: Date;
}

export async function insertBlock(db: Db, block: NewBlock): Promise<void> {
  await sql`insert into media.blocked_pictures (id, university_id, sha256, source_id, created_at, expires_at, erase_at, search_next)
    values (${block.id}, ${block.universityId}, decode(${block.sha256}, 'hex'), ${block.sourceId},
      ${block.at}, ${block.expiresAt}, ${block.eraseAt}, 0)`.execute(db);
  await sql`insert into media.blocked_hashes (picture_id, frame, hash)
    select ${block.id}, frame - 1, ('x' || hash)::bit(256)
    from unnest(${block.hashes}::text[]) with ordinality as listed (hash, frame)`.execute(db);
}

/** Hides files, in the order of their ids. Index: files_pkey. @returns their names and owners */
export async function setBlocked(
  db: Db,
  ids: readonly string[],
  blockId: string,
): Promise<{ name: string; ownerId: string | null }[]> {
  await sql`select from media.files where id = any(${ids}::uuid[]) order by id for update`.execute(db);
  const { rows } = await sql<{
    name: string;
    ownerId: string | null;
  }>`update media.files set blocked_by = ${blockId}
    where id = any(${ids}::uuid[]) and blocked_by is null returning name, owner_id as "ownerId"`.execute(db);
  return rows;
}

/** Hides pictures of links. Index: link_pictures_name. @returns their names */
export async function blockLinkPictures(
  db: Db,
  names: readonly string[],
  blockId: string,
): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`update media.link_pictures set blocked_by = ${blockId}
    where blocked_by is null and name = any(${names}::text[]) returning name`.execute(db);
  return rows.map(({ name }) => name);
}

/** Shows the link pictures of an entry again. Index: link_pictures_blocked_by. */
export async function showLinkPictures(db: Db, blockId: string): Promise<void> {
  await sql`update media.link_pictures set blocked_by = null where blocked_by = ${blockId}`.execute(db);
}

/** The files that an entry hides. Index: files_blocked_by. */
export async function findBlockedFiles(
  db: Db,
  blockId: string,
  limit: number,
): Promise<{ id: string; name: string; ownerId: string | null; sha256: string | null }[]> {
  const { rows } = await sql<{ id: string; name: string; ownerId: string | null; sha256: string | null }>`
    select file.id, file.name, file.owner_id as "ownerId",
      ${mainHash} as sha256
    from media.files file where file.blocked_by = ${blockId} order by file.id limit ${limit} for update of file`.execute(
    db,
  );
  return rows;
}

/** The shown files of a name. Index: files_name. */
export async function findShownByName(
  db: Db,
  name: string,
): Promise<{ id: string; ownerId: string | null; sha256: string | null }[]> {
  const { rows } = await sql<{ id: string; ownerId: string | null; sha256: string | null }>`
    select file.id, file.owner_id as "ownerId", ${mainHash} as sha256
    from media.files file where file.name = ${name} and file.blocked_by is null order by file.id for update of file`.execute(
    db,
  );
  return rows;
}

/** Shows a file again, or hides it by another entry. Index: files_pkey. */
export async function setBlockedBy(db: Db, id: string, blockId: string | null): Promise<void> {
  await sql`update media.files set blocked_by = ${blockId} where id = ${id}`.execute(db);
}

/** Ends an entry, and forgets its fingerprints. @returns false if it had ended. Index: blocked_pictures_pkey. */
export async function endBlock(db: Db, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update media.blocked_pictures set ended_at = ${at}, erase_at = null, sha256 = null
    where id = ${id} and ended_at is null`.execute(db);
  await sql`delete from media.blocked_hashes where picture_id = ${id}`.execute(db);
  return numAffectedRows === 1n;
}

/** Lets the files that an entry hides be deleted when their time is over. Index: blocked_pictures_pkey. */
export async function setBlockErasable(db: Db, id: string, now: Date, heldMs: number): Promise<void> {
  await sql`update media.blocked_pictures set erase_at = greatest(${now}, created_at + make_interval(secs => ${heldMs / 1000}))
    where id = ${id} and ended_at is null`.execute(db);
}

/** When the files that an entry hides are deleted; null: not yet. Index: blocked_pictures_pkey. */
export async function setBlockEraseAt(db: Db, id: string, at: Date | null): Promise<void> {
  await sql`update media.blocked_pictures set erase_at = ${at} where id = ${id} and ended_at is null`.execute(
    db,
  );
}

export async function countRefusal(db: Db, id: string, at: Date): Promise<void> {
  await sql`update media.blocked_pictures set refusals = refusals + 1, last_refused_at = ${at} where id = ${id}`.execute(
    db,
  );
}

/** An entry whose files are due to be deleted, locked. Index: blocked_pictures_erase_at. */
export async function takeDueBlock(db: Db, now: Date): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from media.blocked_pictures where erase_at <= ${now}
    order by erase_at limit 1 for update skip locked`.execute(db);
  return rows[0]?.id;
}

/** Deletes up to `limit` of the files that an entry hides. @returns their names. Index: files_blocked_by. */
export async function deleteBlockedFiles(db: Db, blockId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`delete from media.files where id in (
    select id from media.files where blocked_by = ${blockId} limit ${limit}) returning name`.execute(db);
  return rows.map(({ name }) => name);
}

/** Entries that have passed their end and still hide files. Index: blocked_pictures_pkey. */
export async function findExpiredBlocks(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from media.blocked_pictures
    where ended_at is null and expires_at <= ${now} order by expires_at limit 100`.execute(db);
  return rows.map(({ id }) => id);
}

export interface BlockState {
  id: string;
  createdAt: Date;
  expiresAt: Date | null;
  refusals: number;
  lastRefusedAt: Date | null;
  /** The part of all pictures that was not looked through yet; null: none. */
  searchNext: number | null;
  /** Files that it hides. */
  copies: number;
  sourceName: string | null;
  sourceVariants: Variants | null;
}

/** Index: blocked_pictures_pkey, files_blocked_by, files_pkey. */
export async function findBlockStates(db: Db, ids: readonly string[]): Promise<BlockState[]> {
  const { rows } = await sql<BlockState>`
    select blocked.id, blocked.created_at as "createdAt", blocked.expires_at as "expiresAt", blocked.refusals,
      blocked.last_refused_at as "lastRefusedAt",
      case when blocked.ended_at is null then blocked.search_next::int end as "searchNext",
      (select count(*)::int from media.files file where file.blocked_by = blocked.id) as copies,
      source.name as "sourceName", source.variants as "sourceVariants"
    from media.blocked_pictures blocked left join media.files source on source.id = blocked.source_id
    where blocked.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

export interface SourceFile {
  id: string;
  name: string;
  kind: Kind;
  ownerId: string | null;
  subjectType: SubjectType;
  variants: Variants;
  sha256: string | null;
  blockedBy: string | null;
}

/** The pictures and videos of subjects, now and before an edit. Index: files_subject, stored_files_pkey. */
export async function findSourceFiles(
  db: Db,
  types: readonly SubjectType[],
  subjectId: string,
): Promise<SourceFile[]> {
  const { rows } = await sql<SourceFile>`
    select file.id, file.name, file.kind, file.owner_id as "ownerId", file.subject_type as "subjectType", file.variants,
      file.blocked_by as "blockedBy",
      ${mainHash} as sha256
    from media.files file
    where file.subject_type = any(${types}::text[]) and file.subject_id = ${subjectId} and file.kind in ('image', 'video')
      and file.status = 'ready'
    order by file.is_from_past_version, file.subject_type, file.position, file.id limit 40`.execute(db);
  return rows;
}

/** Ready pictures and videos without a fingerprint, in the order of their ids. Index: files_pkey, fingerprints_pkey. */
export async function findFilesWithoutFingerprint(
  db: Db,
  after: string | null,
  limit: number,
): Promise<{ id: string; name: string; variants: Variants }[]> {
  const { rows } = await sql<{ id: string; name: string; variants: Variants }>`
    select file.id, file.name, file.variants from media.files file
    where file.kind in ('image', 'video') and file.status = 'ready' and (${after}::uuid is null or file.id > ${after}::uuid)
      and not exists (select from media.fingerprints print where print.name = file.name)
    order by file.id limit ${limit}`.execute(db);
  return rows;
}
