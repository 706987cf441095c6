import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { statement } from '../../../platform/statement.ts';
import type { Variants } from '../types.ts';
import { isPublic } from '../visibility.ts';

/** A file that is stored under `key`. */
export interface StoredFile {
  /** Its name within its media, such as `full.webp`. */
  file: string;
  key: string;
  /** SHA-256, hexadecimal. */
  hash: string;
  bytes: number;
}

/** Marks keys as unclaimed: their bytes may belong to nothing. A repeated call updates the time. Index: loose_pkey. */
export async function markUnclaimed(db: Db, keys: readonly string[], due: Date): Promise<void> {
  await sql`insert into media.loose (key, due) select key, ${due} from unnest(${keys}::text[]) as key order by key
    on conflict (key) do update set due = excluded.due`.execute(db);
}

/** Claims unclaimed keys. @returns how many were unclaimed. Index: loose_pkey. */
export async function claim(db: Db, keys: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`delete from media.loose where key = any(${keys}::text[])`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/**
 * Adds references of stored files: bytes that are known already get one reference more, others become an object. Locks objects in
 * the order of their hashes, as `releasePieces` does, to avoid deadlocks.
 * @returns the keys of second copies
 */
export async function insertPieces(db: Db, name: string, stored: readonly StoredFile[]): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    with given as (
      select hash, min(key) as key, max(bytes) as bytes, count(*)::int as refs
      from unnest(${stored.map(({ hash }) => hash)}::text[], ${stored.map(({ key }) => key)}::text[],
        ${stored.map(({ bytes }) => bytes)}::bigint[]) as piece (hash, key, bytes)
      group by hash
    )
    insert into media.objects as known (hash, key, bytes, refs)
    select decode(hash, 'hex'), key, bytes, refs from given order by hash
    on conflict (hash) do update set refs = known.refs + excluded.refs
    returning key`.execute(db);
  await sql`insert into media.pieces (name, file, hash)
    select ${name}, file, decode(hash, 'hex')
    from unnest(${stored.map(({ file }) => file)}::text[], ${stored.map(({ hash }) => hash)}::text[]) as piece (file, hash)`.execute(
    db,
  );
  const keptKeys = new Set(rows.map(({ key }) => key));
  return stored.map(({ key }) => key).filter((key) => !keptKeys.has(key));
}

/**
 * Removes the references of a name's stored files, or of one of them. Index: pieces_pkey, objects_pkey.
 * @returns how many there were, and the keys of bytes that have no reference left
 */
export async function releasePieces(
  db: Db,
  name: string,
  file?: string,
): Promise<{ pieces: number; keys: string[] }> {
  const { rows: pieces } = await sql<{ hash: string }>`delete from media.pieces
    where name = ${name} ${file === undefined ? sql`` : sql`and file = ${file}`}
    returning encode(hash, 'hex') as hash`.execute(db);
  if (pieces.length === 0) return { pieces: 0, keys: [] };
  const hashes = pieces.map(({ hash }) => hash);
  const given = sql`(select decode(hash, 'hex') as hash, count(*)::int as refs
    from unnest(${hashes}::text[]) as hash group by hash) given`;
  await sql`select from media.objects where hash in (select decode(hash, 'hex') from unnest(${hashes}::text[]) as hash)
    order by hash for update`.execute(db);
  const { rows } = await sql<{ key: string }>`delete from media.objects object using ${given}
    where object.hash = given.hash and object.refs = given.refs returning key`.execute(db);
  await sql`update media.objects object set refs = object.refs - given.refs from ${given}
    where object.hash = given.hash`.execute(db);
  return { pieces: pieces.length, keys: rows.map(({ key }) => key) };
}

/**
 * Locates a stored file, while a file or an archive with this name exists. `key` is null for a legacy file from before reference
 * counting, which is stored under its own name. Index: pieces_pkey, objects_pkey, files_name, archives_pkey.
 * @param publicOnly  whether to find a file only while it is public
 */
export async function findPiece(
  db: Db,
  name: string,
  file: string,
  publicOnly: boolean,
): Promise<Piece | undefined> {
  const rows = await (publicOnly ? publicPiece : anyPiece)(db, { name, file });
  return rows.find(({ key }) => key !== null) ?? rows[0];
}

interface Piece {
  key: string | null;
  bytes: number | null;
}

const pieceStatement = (isReferenced: RawBuilder<boolean>, name: string, file: string) => sql<Piece>`
  select object.key, object.bytes from media.pieces piece join media.objects object on object.hash = piece.hash
  where piece.name = ${name} and piece.file = ${file} and ${isReferenced}
  union all
  (select null, null from media.files where name = ${name} and not is_gathered and ${isReferenced} limit 1)`;

const publicPiece = statement<{ name: string; file: string }, Piece>(({ name, file }) =>
  pieceStatement(
    sql<boolean>`exists (select from media.files holder where holder.name = ${name} and ${isPublic(sql.ref('holder'))} offset 0)`,
    name,
    file,
  ),
);

const anyPiece = statement<{ name: string; file: string }, Piece>(({ name, file }) =>
  pieceStatement(
    sql<boolean>`(exists (select from media.files where name = ${name} offset 0)
      or exists (select from media.archives where name = ${name} offset 0))`,
    name,
    file,
  ),
);

/** Locks up to `limit` due keys in the caller's transaction; concurrent calls skip them. Index: loose_due. */
export async function lockUnclaimed(db: Db, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`select key from media.loose where due <= ${now}
    order by due limit ${limit} for update skip locked`.execute(db);
  return rows.map(({ key }) => key);
}

/** Whether bytes under a storage name are also referenced by others. Index: objects_key_key. */
export async function isShared(db: Db, name: string): Promise<boolean> {
  // '0' follows '/' in the character order.
  const { rows } = await sql`select from media.objects
    where key >= ${`${name}/`} and key < ${`${name}0`} limit 1`.execute(db);
  return rows.length > 0;
}

/** Legacy files without references, oldest first. Index: files_ungathered. */
export async function uncountedFiles(
  db: Db,
  after: string | null,
  limit: number,
): Promise<{ id: string; name: string; variants: Variants }[]> {
  const { rows } = await sql<{ id: string; name: string; variants: Variants }>`
    select id, name, variants from media.files where not is_gathered and status = 'ready'
      ${after === null ? sql`` : sql`and id > ${after}`} order by id limit ${limit}`.execute(db);
  return rows;
}

/** Locks the rows of a name that have no references yet. @returns whether there are any. Index: files_name. */
export async function lockUncounted(db: Db, name: string): Promise<boolean> {
  const { rows } =
    await sql`select from media.files where name = ${name} and not is_gathered and status = 'ready'
    order by id for update`.execute(db);
  return rows.length > 0;
}

/** Index: pieces_pkey. */
export async function hasPieces(db: Db, name: string): Promise<boolean> {
  const { rows } = await sql`select from media.pieces where name = ${name} limit 1`.execute(db);
  return rows.length > 0;
}

export async function markCounted(db: Db, name: string): Promise<void> {
  await sql`update media.files set is_gathered = true where name = ${name}`.execute(db);
}

/**
 * Names that have stored files but no file or archive: left by a removal that failed for good. Scans both tables; for the night.
 */
export async function orphans(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select distinct piece.name from media.pieces piece
    where not exists (select from media.files file where file.name = piece.name)
      and not exists (select from media.archives archive where archive.name = piece.name) limit ${limit}`.execute(
    db,
  );
  return rows.map(({ name }) => name);
}

/** Totals of what is stored, and of what refers to it. Scans all objects. */
export async function storageTotals(
  db: Db,
): Promise<{ objects: number; storedBytes: number; namedBytes: number; uncountedFiles: number }> {
  const { rows } = await sql<{
    objects: number;
    storedBytes: number;
    namedBytes: number;
    uncountedFiles: number;
  }>`
    select count(*)::int as objects, coalesce(sum(bytes), 0)::bigint as "storedBytes",
      coalesce(sum(bytes * refs), 0)::bigint as "namedBytes",
      (select count(*)::int from media.files where not is_gathered and status = 'ready') as "uncountedFiles"
    from media.objects`.execute(db);
  return rows[0]!; // an aggregate always returns a row
}
