import type { Db } from '../../../platform/db.ts';
import type { FormerAddress } from '../security-events/queries.ts';

/** An address that a member wants to move to. */
export interface AddressChange {
  id: string;
  userId: string;
  email: string;
  /** Null if the mailbox has another account. */
  codeHash: Buffer | null;
  wrongCodes: number;
  expiresAt: Date;
}

/** Replaces the member's earlier change. */
export async function replaceAddressChange(db: Db, change: AddressChange): Promise<void> {
  await deleteAddressChange(db, change.userId);
  await db
    .insertInto('auth.address_changes')
    .values({
      user_id: change.userId,
      id: change.id,
      email: change.email,
      code_hash: change.codeHash,
      wrong_codes: change.wrongCodes,
      expires_at: change.expiresAt,
    })
    .execute();
}

/** Index: address_changes_pkey. */
export function findAddressChange(db: Db, userId: string): Promise<AddressChange | undefined> {
  return db
    .selectFrom('auth.address_changes')
    .select([
      'id',
      'user_id as userId',
      'email',
      'code_hash as codeHash',
      'wrong_codes as wrongCodes',
      'expires_at as expiresAt',
    ])
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

export async function countWrongAddressCode(db: Db, id: string): Promise<void> {
  await db
    .updateTable('auth.address_changes')
    .set((build) => ({ wrong_codes: build('wrong_codes', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

export async function deleteAddressChange(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('auth.address_changes').where('user_id', '=', userId).execute();
}

/** The address of an account and what follows from it. Index: users_pkey. */
export function findAddress(db: Db, userId: string): Promise<FormerAddress | undefined> {
  return db
    .selectFrom('auth.users')
    .select(['email', 'mailbox', 'university_id as universityId', 'affiliation'])
    .where('id', '=', userId)
    .executeTakeFirst();
}

/** Moves an account to an address that was proved, with the university that the address belongs to. */
export async function setAddress(db: Db, userId: string, address: FormerAddress, now: Date): Promise<void> {
  await db
    .updateTable('auth.users')
    .set({
      email: address.email,
      mailbox: address.mailbox,
      university_id: address.universityId,
      affiliation: address.affiliation,
      email_verified_at: now,
      undeliverable_since: null,
      updated_at: now,
    })
    .where('id', '=', userId)
    .execute();
}
