import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

export interface UploadRow {
  id: string;
  length: number;
  fileName: string | null;
  alt: string | null;
  mediaId: string | null;
  expiresAt: Date;
}

export async function insertUpload(
  db: Db,
  ownerId: string,
  upload: Omit<UploadRow, 'mediaId'>,
  now: Date,
): Promise<void> {
  await db
    .insertInto('media.uploads')
    .values({
      id: upload.id,
      owner_id: ownerId,
      length: upload.length,
      file_name: upload.fileName,
      alt: upload.alt,
      media_id: null,
      created_at: now,
      expires_at: upload.expiresAt,
    })
    .execute();
}

/** A member's own upload that has not expired. Index: uploads_pkey. */
export async function findOwnUpload(db: Db, ownerId: string, id: string, now: Date) {
  const { rows } = await sql<UploadRow>`
    select id, length, file_name as "fileName", alt, media_id as "mediaId", expires_at as "expiresAt" from media.uploads
    where id = ${id} and owner_id = ${ownerId} and expires_at > ${now}`.execute(db);
  return rows[0];
}

export async function setUploadMedia(db: Db, id: string, mediaId: string): Promise<void> {
  await db.updateTable('media.uploads').set({ media_id: mediaId }).where('id', '=', id).execute();
}

/**
 * @returns whether it existed
 */
export async function deleteUpload(db: Db, ownerId: string, id: string): Promise<boolean> {
  const done = await db
    .deleteFrom('media.uploads')
    .where('id', '=', id)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}

/** Deletes expired uploads; returns the ids. Index: uploads_expiry. */
export async function dropExpired(db: Db, now: Date): Promise<string[]> {
  const expired = await db
    .deleteFrom('media.uploads')
    .where('expires_at', '<=', now)
    .returning('id')
    .execute();
  return expired.map((row) => row.id);
}
