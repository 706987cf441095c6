import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** Index: link_pictures_pkey. */
export async function insertLinkPicture(
  db: Db,
  holderId: string,
  name: string,
  blockedBy: string | null,
  now: Date,
): Promise<void> {
  await sql`insert into media.link_pictures (holder_id, name, blocked_by, created_at) values (${holderId}, ${name}, ${blockedBy}, ${now})`.execute(
    db,
  );
}

/**
 * Copies a holder's row for another holder. Locks the first row against deletion until the caller commits.
 * @returns whether there was one. Index: link_pictures_pkey.
 */
export async function copyLinkPicture(db: Db, fromId: string, toId: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with source as materialized (select name, blocked_by from media.link_pictures where holder_id = ${fromId} for share)
    insert into media.link_pictures (holder_id, name, blocked_by, created_at) select ${toId}, name, blocked_by, ${now} from source`.execute(
    db,
  );
  return numAffectedRows === 1n;
}

/** Deletes the rows of holders. @returns the names. Index: link_pictures_pkey. */
export async function deleteLinkPictures(db: Db, holderIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{
    name: string;
  }>`delete from media.link_pictures where holder_id = any(${holderIds}::uuid[]) returning name`.execute(db);
  return rows.map(({ name }) => name);
}
