import type { Db } from '../../../platform/db.ts';

export interface TotpState {
  secret: Buffer | null;
  confirmedAt: Date | null;
  lastStep: number | null;
}

export async function totpState(db: Db, userId: string): Promise<TotpState | undefined> {
  return db
    .selectFrom('auth.credentials')
    .select(['totp_secret as secret', 'totp_confirmed_at as confirmedAt', 'totp_last_step as lastStep'])
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

/**
 * Stores a secret that is not confirmed.
 * @param passwordHash  of the password that was proved: a new one forgets set-ups that were begun under the old one
 * @returns false when two-factor is on, which only a code switches off, or when the password is another now
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

/** Removes the secret that a code has proved. @returns false when it is not there any more, or the password is another now */
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

/**
 * Takes a time step of a secret if it is younger than the last one taken: of two requests with one code, one gets it.
 */
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

/** Confirms the secret that a code has proved. @returns false when it is not that one any more, or was confirmed already */
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

export async function recoveryCodesLeft(db: Db, userId: string): Promise<number> {
  const row = await db
    .selectFrom('auth.recovery_codes')
    .select((select) => select.fn.countAll<number>().as('left'))
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.left;
}
