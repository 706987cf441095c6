import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { statement } from '../../../platform/statement.ts';
import { isPublic } from '../visibility.ts';
import type { StorageLocation } from './location-cache.ts';

/** A file that is stored under `key`. */
export interface StoredFile {
  /** Its name within its media, such as `full.webp`. */
  file: string;
  key: string;
  /** SHA-256, hexadecimal. */
  hash: string;
  bytes: number;
}

/** Marks keys as unclaimed: their bytes may belong to nothing. A repeated call updates the time. Index: unclaimed_objects_pkey. */
export async function markUnclaimed(db: Db, keys: readonly string[], deleteAt: Date): Promise<void> {
  await sql`insert into media.unclaimed_objects (key, delete_at)
    select key, ${deleteAt} from unnest(${keys}::text[]) as key order by key
    on conflict (key) do update set delete_at = excluded.delete_at`.execute(db);
}

/** Claims unclaimed keys. @returns how many were unclaimed. Index: unclaimed_objects_pkey. */
export async function claim(db: Db, keys: readonly string[]): Promise<number> {
  const { numAffectedRows } =
    await sql`delete from media.unclaimed_objects where key = any(${keys}::text[])`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/**
 * Adds references of stored files: bytes that are known already get one reference more, others become an object. Locks objects in
 * the order of their hashes, as `releaseStoredFiles` does, to avoid deadlocks.
 * @returns the keys of second copies
 */
export async function insertStoredFiles(
  db: Db,
  name: string,
  stored: readonly StoredFile[],
): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    with new_objects as (
      select hash, min(key) as key, max(bytes) as bytes, count(*)::int as refs
      from unnest(${stored.map(({ hash }) => hash)}::text[], ${stored.map(({ key }) => key)}::text[],
        ${stored.map(({ bytes }) => bytes)}::bigint[]) as stored (hash, key, bytes)
      group by hash
    )
    insert into media.objects as existing (hash, key, bytes, refs)
    select decode(hash, 'hex'), key, bytes, refs from new_objects order by hash
    on conflict (hash) do update set refs = existing.refs + excluded.refs
    returning key`.execute(db);
  await sql`insert into media.stored_files (name, file, hash)
    select ${name}, file, decode(hash, 'hex')
    from unnest(${stored.map(({ file }) => file)}::text[], ${stored.map(({ hash }) => hash)}::text[]) as stored (file, hash)`.execute(
    db,
  );
  const keptKeys = new Set(rows.map(({ key }) => key));
  return stored.map(({ key }) => key).filter((key) => !keptKeys.has(key));
}

/**
 * Removes the references of a name's stored files, or of one of them. Index: stored_files_pkey, objects_pkey.
 * @returns how many there were, and the keys of bytes that have no reference left
 */
export async function releaseStoredFiles(
  db: Db,
  name: string,
  file?: string,
): Promise<{ count: number; keys: string[] }> {
  const { rows: released } = await sql<{ hash: string }>`delete from media.stored_files
    where name = ${name} ${file === undefined ? sql`` : sql`and file = ${file}`}
    returning encode(hash, 'hex') as hash`.execute(db);
  if (released.length === 0) return { count: 0, keys: [] };
  const hashes = released.map(({ hash }) => hash);
  const releasedObjects = sql`(select decode(hash, 'hex') as hash, count(*)::int as refs
    from unnest(${hashes}::text[]) as hash group by hash) released`;
  await sql`select from media.objects where hash in (select decode(hash, 'hex') from unnest(${hashes}::text[]) as hash)
    order by hash for update`.execute(db);
  const { rows } = await sql<{ key: string }>`delete from media.objects object using ${releasedObjects}
    where object.hash = released.hash and object.refs = released.refs returning key`.execute(db);
  await sql`update media.objects object set refs = object.refs - released.refs from ${releasedObjects}
    where object.hash = released.hash`.execute(db);
  return { count: released.length, keys: rows.map(({ key }) => key) };
}

/**
 * Locates a stored file, while a file, an archive or a link picture with this name exists. Index: stored_files_pkey, objects_pkey,
 * files_name, archives_pkey, link_pictures_name.
 */
export async function findStoredFile(
  db: Db,
  name: string,
  file: string,
  which: WhichFiles,
): Promise<StorageLocation | undefined> {
  const rows = await statements[which](db, { name, file });
  return rows[0];
}

/** `bound`: by an address for one member, who may see removed ones as well. `public`: while they are public. `served`: unless moderators removed what they belong to. `held`: also then, for their owner's archive. */
export type WhichFiles = 'public' | 'served' | 'held' | 'bound';

const locationStatement = (
  isReferenced: RawBuilder<boolean>,
  name: string,
  file: string,
) => sql<StorageLocation>`
  select object.key, object.bytes as size from media.stored_files stored join media.objects object on object.hash = stored.hash
  where stored.name = ${name} and stored.file = ${file} and ${isReferenced}`;

const publicFile = statement<{ name: string; file: string }, StorageLocation>(({ name, file }) =>
  locationStatement(
    sql<boolean>`(exists (select from media.files holder where holder.name = ${name} and ${isPublic(sql.ref('holder'))} offset 0)
      or exists (select from media.link_pictures where name = ${name} and blocked_by is null offset 0))`,
    name,
    file,
  ),
);

const servedFile = statement<{ name: string; file: string }, StorageLocation>(({ name, file }) =>
  locationStatement(
    sql<boolean>`(exists (select from media.files where name = ${name} and hidden_at is null and blocked_by is null offset 0)
      or exists (select from media.archives where name = ${name} offset 0)
      or exists (select from media.link_pictures where name = ${name} and blocked_by is null offset 0))`,
    name,
    file,
  ),
);

const heldFile = statement<{ name: string; file: string }, StorageLocation>(({ name, file }) =>
  locationStatement(sql<boolean>`exists (select from media.files where name = ${name} offset 0)`, name, file),
);

const boundFile = statement<{ name: string; file: string }, StorageLocation>(({ name, file }) =>
  locationStatement(
    sql<boolean>`(exists (select from media.files where name = ${name} offset 0)
      or exists (select from media.archives where name = ${name} offset 0))`,
    name,
    file,
  ),
);

const statements = { public: publicFile, served: servedFile, held: heldFile, bound: boundFile };

/** Locks up to `limit` keys that are due in the caller's transaction; concurrent calls skip them. Index: unclaimed_objects_delete_at. */
export async function lockUnclaimed(db: Db, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{
    key: string;
  }>`select key from media.unclaimed_objects where delete_at <= ${now}
    order by delete_at limit ${limit} for update skip locked`.execute(db);
  return rows.map(({ key }) => key);
}

/**
 * Names that have stored files but no file or archive: left by a removal that failed for good. Scans both tables; for the night.
 */
export async function findOrphans(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select distinct stored.name from media.stored_files stored
    where not exists (select from media.files file where file.name = stored.name)
      and not exists (select from media.archives archive where archive.name = stored.name)
      and not exists (select from media.link_pictures picture where picture.name = stored.name) limit ${limit}`.execute(
    db,
  );
  return rows.map(({ name }) => name);
}

/** Totals of what is stored, and of what refers to it. Scans all objects. */
export async function findStorageTotals(
  db: Db,
): Promise<{ objects: number; storedBytes: number; logicalBytes: number }> {
  const { rows } = await sql<{ objects: number; storedBytes: number; logicalBytes: number }>`
    select count(*)::int as objects, coalesce(sum(bytes), 0)::bigint as "storedBytes",
      coalesce(sum(bytes * refs), 0)::bigint as "logicalBytes"
    from media.objects`.execute(db);
  return rows[0]!; // an aggregate always returns a row
}
