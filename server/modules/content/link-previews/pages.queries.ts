import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { LinkPicture, LinkPreview } from './schemas.ts';

/** What a page says of itself. */
export interface Page {
  preview: LinkPreview;
  /** Where it says that its picture is. */
  pictureUrl: string | null;
}

/** The cached result for a page. */
export interface CachedPage {
  /** The holder of its picture. */
  id: string;
  preview: LinkPreview | null;
  /** Where its picture is to be fetched from; null if there is none, or it was fetched. */
  pictureUrl: string | null;
  picture: LinkPicture | null;
  /** Failures in a row, and the time of the next attempt; null if it answered. */
  failures: number;
  retryAt: Date | null;
}

const COLUMNS = sql`id, preview, picture_url as "pictureUrl", picture, failures, retry_at as "retryAt"`;

/** The cached result for a page since a time; undefined if there is none. Index: linked_pages_pkey. */
export async function findCachedPage(db: Db, hash: Buffer, since: Date): Promise<CachedPage | undefined> {
  const { rows } = await sql<CachedPage>`
    select ${COLUMNS} from content.linked_pages where url_hash = ${hash} and fetched_at >= ${since}`.execute(
    db,
  );
  return rows[0];
}

/** As `findCachedPage`, of any age, locked until the transaction ends. */
export async function lockCachedPage(db: Db, hash: Buffer): Promise<CachedPage | undefined> {
  const { rows } = await sql<CachedPage>`
    select ${COLUMNS} from content.linked_pages where url_hash = ${hash} for update`.execute(db);
  return rows[0];
}

/** Caches a page's answer, without the picture; null if there is nothing to show. @returns the row */
export async function cachePage(
  db: Db,
  hash: Buffer,
  page: Page | null,
  { id, at }: { id: string; at: Date },
): Promise<CachedPage> {
  const preview = page === null ? null : JSON.stringify(page.preview);
  const { rows } = await sql<CachedPage>`
    insert into content.linked_pages (url_hash, id, preview, picture_url, fetched_at)
    values (${hash}, ${id}, ${preview}::jsonb, ${page?.pictureUrl ?? null}, ${at})
    on conflict (url_hash) do update
    set preview = excluded.preview, picture_url = excluded.picture_url, picture = null, fetched_at = excluded.fetched_at,
      failures = 0, retry_at = null
    returning ${COLUMNS}`.execute(db);
  return rows[0]!; // inserted or updated
}

/**
 * Records that a page failed, unless it has answered since.
 * @param failure.failures  in a row so far
 * @returns the row; undefined if it has answered
 */
export async function cacheFailure(
  db: Db,
  hash: Buffer,
  { id, failures, retryAt, at }: { id: string; failures: number; retryAt: Date; at: Date },
): Promise<CachedPage | undefined> {
  const { rows } = await sql<CachedPage>`
    insert into content.linked_pages as cached (url_hash, id, fetched_at, failures, retry_at)
    values (${hash}, ${id}, ${at}, ${failures}, ${retryAt})
    on conflict (url_hash) do update
    set preview = null, picture_url = null, picture = null, fetched_at = excluded.fetched_at, failures = excluded.failures,
      retry_at = excluded.retry_at
    where cached.retry_at is not null or cached.fetched_at < ${new Date(at.getTime() - 3_600_000)}
    returning ${COLUMNS}`.execute(db);
  return rows[0];
}

/** Stores the result of fetching a page's picture; null if there is nothing to show. The caller has locked the row. */
export async function cachePicture(db: Db, hash: Buffer, picture: LinkPicture | null): Promise<void> {
  await sql`update content.linked_pages
    set picture_url = null, picture = ${picture === null ? null : JSON.stringify(picture)}::jsonb
    where url_hash = ${hash}`.execute(db);
}

/** Deletes up to `limit` pages that were fetched before a time. @returns their ids. Index: linked_pages_fetched. */
export async function deletePagesBefore(db: Db, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`delete from content.linked_pages where url_hash in (
    select url_hash from content.linked_pages where fetched_at < ${before} limit ${limit} for update skip locked)
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}
