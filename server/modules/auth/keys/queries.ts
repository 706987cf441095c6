import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

export interface KeyRow {
  kid: string;
  publicJwk: Record<string, string>;
  sealedPrivateJwk: Buffer;
  activeFrom: Date;
  retiredAt: Date | null;
}

/** All keys that may still have signed a valid token, newest first. A handful of rows. */
export async function unexpiredKeys(db: Db, now: Date): Promise<KeyRow[]> {
  const rows = await db
    .selectFrom('auth.signing_keys')
    .selectAll()
    .where((where) => where.or([where('retired_at', 'is', null), where('retired_at', '>', now)]))
    .orderBy('active_from', 'desc')
    .execute();
  return rows.map((row) => ({
    kid: row.kid,
    publicJwk: row.public_jwk,
    sealedPrivateJwk: row.private_jwk_encrypted,
    activeFrom: row.active_from,
    retiredAt: row.retired_at,
  }));
}

export async function insertKey(db: Db, key: Omit<KeyRow, 'retiredAt'>): Promise<void> {
  await db
    .insertInto('auth.signing_keys')
    .values({
      kid: key.kid,
      public_jwk: JSON.stringify(key.publicJwk),
      private_jwk_encrypted: key.sealedPrivateJwk,
      active_from: key.activeFrom,
      retired_at: null,
    })
    .execute();
}

/** Keys that a newer one has replaced stay published until their last token has expired. */
export async function retireBefore(db: Db, activeFrom: Date, retiredAt: Date): Promise<void> {
  await db
    .updateTable('auth.signing_keys')
    .set({ retired_at: retiredAt })
    .where('active_from', '<', activeFrom)
    .where((where) => where.or([where('retired_at', 'is', null), where('retired_at', '>', retiredAt)]))
    .execute();
}

export async function deleteRetired(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('auth.signing_keys').where('retired_at', '<', now).execute();
}

/** Only one process at a time creates a key; released with the transaction. */
export const lockKeys = (db: Db) =>
  sql`select pg_advisory_xact_lock(hashtext('auth.signing_keys'))`.execute(db);
