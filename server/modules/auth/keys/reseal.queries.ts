import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

export interface SealedSecret {
  userId: string;
  sealed: Buffer;
}

/** Secrets of second factors after a member's, by id. Index: credentials_pkey. */
export async function sealedSecondFactors(db: Db, after: string, take: number): Promise<SealedSecret[]> {
  const rows = await db
    .selectFrom('auth.credentials')
    .select(['user_id as userId', 'totp_secret as sealed'])
    .where('user_id', '>', after)
    .where('totp_secret', 'is not', null)
    .orderBy('user_id')
    .limit(take)
    .execute();
  return rows as SealedSecret[]; // not null
}

/** @returns false if the member has set up another one meanwhile */
export async function replaceSealedSecondFactor(
  db: Db,
  { userId, sealed }: SealedSecret,
  again: Buffer,
): Promise<boolean> {
  const result = await db
    .updateTable('auth.credentials')
    .set({ totp_secret: again })
    .where('user_id', '=', userId)
    .where('totp_secret', '=', sealed)
    .executeTakeFirst();
  return result.numUpdatedRows > 0;
}

export async function replaceSealedKey(db: Db, kid: string, again: Buffer): Promise<void> {
  await db
    .updateTable('auth.signing_keys')
    .set({ private_jwk_encrypted: again })
    .where('kid', '=', kid)
    .execute();
}

/** Emails in the queue that will still be tried. Their jobs are few, because each ends within seconds. */
export async function sealedLetters(db: Db): Promise<Buffer[]> {
  const { rows } = await sql<{ sealed: string }>`
    select job.payload->>'sealed' as sealed from graphile_worker._private_jobs job
    join graphile_worker._private_tasks task on task.id = job.task_id
    where task.identifier = 'auth.sendEmail' and job.attempts < job.max_attempts`.execute(db);
  return rows.map(({ sealed }) => Buffer.from(sealed, 'base64'));
}

/** Registrations whose link still works. They are deleted after two days. */
export const linkedRegistrations = (db: Db, now: Date): Promise<{ id: string; tokenHash: Buffer }[]> =>
  db
    .selectFrom('auth.registrations')
    .select(['id', 'token_hash as tokenHash'])
    .where('token_hash', 'is not', null)
    .where('code_hash', 'is not', null)
    .where('expires_at', '>', now)
    .execute() as Promise<{ id: string; tokenHash: Buffer }[]>; // not null
