import type { Db } from '../../../platform/db.ts';

export interface ArchiveKeyRow {
  id: string;
  publicKey: string;
  sealedPrivateKey: Buffer;
  createdAt: Date;
  retiredAt: Date | null;
}

/** All keys, newest first: a campus has a few in its life. */
export const findArchiveKeys = (db: Db): Promise<ArchiveKeyRow[]> =>
  db
    .selectFrom('auth.archive_keys')
    .select([
      'id',
      'public_key as publicKey',
      'private_key_sealed as sealedPrivateKey',
      'created_at as createdAt',
      'retired_at as retiredAt',
    ])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();

export async function insertArchiveKey(db: Db, key: Omit<ArchiveKeyRow, 'retiredAt'>): Promise<void> {
  await db
    .insertInto('auth.archive_keys')
    .values({
      id: key.id,
      public_key: key.publicKey,
      private_key_sealed: key.sealedPrivateKey,
      created_at: key.createdAt,
      retired_at: null,
    })
    .execute();
}

export async function retireArchiveKeys(db: Db, at: Date): Promise<void> {
  await db.updateTable('auth.archive_keys').set({ retired_at: at }).where('retired_at', 'is', null).execute();
}

export async function replaceSealedArchiveKey(db: Db, id: string, sealed: Buffer): Promise<void> {
  await db
    .updateTable('auth.archive_keys')
    .set({ private_key_sealed: sealed })
    .where('id', '=', id)
    .execute();
}
