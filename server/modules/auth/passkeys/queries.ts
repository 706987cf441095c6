import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

export interface PasskeyRow {
  id: string;
  userId: string;
  credentialId: Buffer;
  publicKey: Buffer;
  counter: number;
  transports: string[];
  name: string;
  backedUp: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
}

const passkeys = (db: Db) =>
  db
    .selectFrom('auth.passkeys')
    .select([
      'id',
      'user_id as userId',
      'credential_id as credentialId',
      'public_key as publicKey',
      'counter',
      'transports',
      'name',
      'backed_up as backedUp',
      'created_at as createdAt',
      'last_used_at as lastUsedAt',
    ]);

/** A member's passkeys, oldest first. There are few. Index: passkeys_user. */
export const findPasskeys = (db: Db, userId: string): Promise<PasskeyRow[]> =>
  passkeys(db).where('user_id', '=', userId).orderBy('id').execute();

/** Index: passkeys_credential_id_key. */
export const findPasskeyByCredential = (db: Db, credentialId: Buffer): Promise<PasskeyRow | undefined> =>
  passkeys(db).where('credential_id', '=', credentialId).executeTakeFirst();

/** @returns false if the credential is registered already */
export async function insertPasskey(db: Db, passkey: PasskeyRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('auth.passkeys')
    .values({
      id: passkey.id,
      user_id: passkey.userId,
      credential_id: passkey.credentialId,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: passkey.transports,
      name: passkey.name,
      backed_up: passkey.backedUp,
      created_at: passkey.createdAt,
      last_used_at: passkey.lastUsedAt,
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) === 1;
}

/**
 * Records a use. A counter that does not grow means two devices with one key; authenticators that do not count stay at 0.
 * @returns false if the passkey was removed, or the counter did not grow
 */
export async function usePasskey(
  db: Db,
  use: { id: string; counter: number; backedUp: boolean },
  now: Date,
): Promise<boolean> {
  const row = await db
    .updateTable('auth.passkeys')
    .set({ counter: use.counter, backed_up: use.backedUp, last_used_at: now })
    .where('id', '=', use.id)
    .where((where) =>
      where.or([
        where('counter', '<', use.counter),
        where.and([where('counter', '=', 0), where(sql.lit(use.counter), '=', 0)]),
      ]),
    )
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns undefined if the member has no such passkey */
export async function renamePasskeyRow(
  db: Db,
  key: { id: string; userId: string },
  name: string,
): Promise<PasskeyRow | undefined> {
  const { numUpdatedRows } = await db
    .updateTable('auth.passkeys')
    .set({ name })
    .where('id', '=', key.id)
    .where('user_id', '=', key.userId)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1 ? passkeys(db).where('id', '=', key.id).executeTakeFirst() : undefined;
}

/** @returns its name; undefined if the member has no such passkey */
export async function deletePasskey(
  db: Db,
  key: { id: string; userId: string },
): Promise<string | undefined> {
  const row = await db
    .deleteFrom('auth.passkeys')
    .where('id', '=', key.id)
    .where('user_id', '=', key.userId)
    .returning('name')
    .executeTakeFirst();
  return row?.name;
}

/** In the session that removes a passkey, the passkey no longer counts as a second factor. */
export async function forgetPasskey(db: Db, sessionId: string, passkeyId: string): Promise<void> {
  await db
    .updateTable('auth.sessions')
    .set({ passkey_id: null, second_factor_at: null })
    .where('id', '=', sessionId)
    .where('passkey_id', '=', passkeyId)
    .execute();
}

/** Uses a challenge up. Of two concurrent calls, one gets true. */
export async function spendChallenge(db: Db, hash: Buffer, expiresAt: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('auth.used_challenges')
    .values({ hash, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) === 1;
}
