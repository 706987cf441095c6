import type { Db } from '../../../platform/db.ts';
import { newId } from '../../../platform/id.ts';
import type { Affiliation, SecurityEventKind } from '../tables.ts';

/** What an account was before a change of its address. */
export interface FormerAddress {
  email: string;
  mailbox: string;
  universityId: string;
  affiliation: Affiliation;
}

export async function insertSecurityEvent(
  db: Db,
  event: {
    userId: string;
    kind: SecurityEventKind;
    tokenHash: Buffer;
    former: FormerAddress | undefined;
    now: Date;
    expiresAt: Date;
  },
): Promise<void> {
  const { former } = event;
  await db
    .insertInto('auth.security_events')
    .values({
      id: newId(),
      user_id: event.userId,
      kind: event.kind,
      token_hash: event.tokenHash,
      old_email: former?.email ?? null,
      old_mailbox: former?.mailbox ?? null,
      old_university_id: former?.universityId ?? null,
      old_affiliation: former?.affiliation ?? null,
      created_at: event.now,
      expires_at: event.expiresAt,
      used_at: null,
    })
    .execute();
}

export interface SecurityEvent {
  userId: string;
  kind: SecurityEventKind;
  createdAt: Date;
}

/** An event whose link is unused and valid. Index: security_events_token_hash_key. */
export function findSecurityEvent(db: Db, tokenHash: Buffer, now: Date): Promise<SecurityEvent | undefined> {
  return db
    .selectFrom('auth.security_events')
    .select(['user_id as userId', 'kind', 'created_at as createdAt'])
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

/** Uses up the links of all events of a member since a time: the account returns to what it was before them. */
export async function useSecurityEventsSince(db: Db, userId: string, since: Date, now: Date): Promise<void> {
  await db
    .updateTable('auth.security_events')
    .set({ used_at: now })
    .where('user_id', '=', userId)
    .where('created_at', '>=', since)
    .where('used_at', 'is', null)
    .execute();
}

/** What the account was before its first change of address since a time. Index: security_events_user. */
export async function findFormerAddress(
  db: Db,
  userId: string,
  since: Date,
): Promise<FormerAddress | undefined> {
  const row = await db
    .selectFrom('auth.security_events')
    .select(['old_email', 'old_mailbox', 'old_university_id', 'old_affiliation'])
    .where('user_id', '=', userId)
    .where('created_at', '>=', since)
    .where('old_email', 'is not', null)
    .where('used_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (!row?.old_email || !row.old_mailbox || !row.old_university_id || !row.old_affiliation) return undefined;
  return {
    email: row.old_email,
    mailbox: row.old_mailbox,
    universityId: row.old_university_id,
    affiliation: row.old_affiliation,
  };
}

/** Removes the passkeys that were added since a time. */
export async function deletePasskeysSince(db: Db, userId: string, since: Date): Promise<void> {
  await db
    .deleteFrom('auth.passkeys')
    .where('user_id', '=', userId)
    .where('created_at', '>=', since)
    .execute();
}

/** Removes an authenticator app that was set up since a time, with its recovery codes. */
export async function deleteTotpSince(db: Db, userId: string, since: Date): Promise<void> {
  const row = await db
    .updateTable('auth.credentials')
    .set({ totp_secret: null, totp_confirmed_at: null, totp_last_step: null })
    .where('user_id', '=', userId)
    .where('totp_confirmed_at', '>=', since)
    .returning('user_id')
    .executeTakeFirst();
  if (row) await db.deleteFrom('auth.recovery_codes').where('user_id', '=', userId).execute();
}
