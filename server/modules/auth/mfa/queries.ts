import type { Db } from '../../../platform/db.ts';

export interface TotpState {
  secret: Buffer | null;
  confirmedAt: Date | null;
  lastStep: number | null;
}

export async function findTotpState(db: Db, userId: string): Promise<TotpState | undefined> {
  return db
    .selectFrom('auth.credentials')
    .select(['totp_secret as secret', 'totp_confirmed_at as confirmedAt', 'totp_last_step as lastStep'])
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

/**
 * Stores an unconfirmed secret.
 * @param passwordHash  hash of the verified password: a changed password discards set-ups that began under the old one
 * @returns false if two-factor is already on, which only a code can switch off, or if the password has changed
 */
export async function startTotpRow(
  db: Db,
  userId: string,
  secret: Buffer,
  passwordHash: string,
): Promise<boolean> {
  const row = await db
    .updateTable('auth.credentials')
    .set({ totp_secret: secret, totp_last_step: null })
    .where('user_id', '=', userId)
    .where('totp_confirmed_at', 'is', null)
    .where('password_hash', '=', passwordHash)
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Removes the secret that a code has proved. @returns false if it is already gone, or the password has changed */
export async function removeTotpRow(
  db: Db,
  userId: string,
  secret: Buffer,
  passwordHash: string,
): Promise<boolean> {
  const row = await db
    .updateTable('auth.credentials')
    .set({ totp_secret: null, totp_confirmed_at: null, totp_last_step: null })
    .where('user_id', '=', userId)
    .where('totp_secret', '=', secret)
    .where('totp_confirmed_at', 'is not', null)
    .where('password_hash', '=', passwordHash)
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Uses up a time step of a secret if it is later than the last used one: of two requests with one code, only one succeeds. */
export async function consumeStep(db: Db, userId: string, secret: Buffer, step: number): Promise<boolean> {
  const row = await db
    .updateTable('auth.credentials')
    .set({ totp_last_step: step })
    .where('user_id', '=', userId)
    .where('totp_secret', '=', secret)
    .where((where) => where.or([where('totp_last_step', 'is', null), where('totp_last_step', '<', step)]))
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Confirms the secret that a code has proved. @returns false if the secret was replaced or already confirmed */
export async function confirmTotp(db: Db, userId: string, secret: Buffer, at: Date): Promise<boolean> {
  const row = await db
    .updateTable('auth.credentials')
    .set({ totp_confirmed_at: at })
    .where('user_id', '=', userId)
    .where('totp_secret', '=', secret)
    .where('totp_confirmed_at', 'is', null)
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function replaceRecoveryCodes(db: Db, userId: string, hashes: Buffer[]): Promise<void> {
  await db.deleteFrom('auth.recovery_codes').where('user_id', '=', userId).execute();
  if (hashes.length === 0) return;
  await db
    .insertInto('auth.recovery_codes')
    .values(hashes.map((hash) => ({ user_id: userId, code_hash: hash, used_at: null })))
    .execute();
}

/** Marks a recovery code as used. @returns false if it does not exist or was used before */
export async function consumeRecoveryCode(db: Db, userId: string, hash: Buffer, at: Date): Promise<boolean> {
  const row = await db
    .updateTable('auth.recovery_codes')
    .set({ used_at: at })
    .where('user_id', '=', userId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function countRecoveryCodes(db: Db, userId: string): Promise<number> {
  const row = await db
    .selectFrom('auth.recovery_codes')
    .select((select) => select.fn.countAll<number>().as('left'))
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.left;
}
