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

export async function setTotp(
  db: Db,
  userId: string,
  secret: Buffer | null,
  confirmedAt: Date | null,
): Promise<void> {
  await db
    .updateTable('auth.credentials')
    .set({ totp_secret: secret, totp_confirmed_at: confirmedAt, totp_last_step: null })
    .where('user_id', '=', userId)
    .execute();
}

/** Takes a time step if it is younger than the last one taken: of two requests with one code, one gets it. */
export async function takeStep(db: Db, userId: string, step: number): Promise<boolean> {
  const row = await db
    .updateTable('auth.credentials')
    .set({ totp_last_step: step })
    .where('user_id', '=', userId)
    .where((where) => where.or([where('totp_last_step', 'is', null), where('totp_last_step', '<', step)]))
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function confirmTotp(db: Db, userId: string, at: Date): Promise<void> {
  await db
    .updateTable('auth.credentials')
    .set({ totp_confirmed_at: at })
    .where('user_id', '=', userId)
    .execute();
}

export async function replaceRecoveryCodes(db: Db, userId: string, hashes: Buffer[]): Promise<void> {
  await db.deleteFrom('auth.recovery_codes').where('user_id', '=', userId).execute();
  if (hashes.length === 0) return;
  await db
    .insertInto('auth.recovery_codes')
    .values(hashes.map((hash) => ({ user_id: userId, code_hash: hash, used_at: null })))
    .execute();
}

export async function useRecoveryCode(db: Db, userId: string, hash: Buffer, at: Date): Promise<boolean> {
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
