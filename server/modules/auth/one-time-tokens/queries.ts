import type { Db } from '../../../platform/db.ts';
import { newId } from '../../../platform/id.ts';
import type { TokenPurpose } from '../tables.ts';

/**
 * Stores a token and deletes older ones of its kind: only the newest email works. Concurrent calls wait for the account's lock,
 * so the second replaces the first one's token.
 */
export async function replaceToken(
  db: Db,
  token: {
    userId: string;
    purpose: TokenPurpose;
    hash: Buffer;
    now: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await db.selectFrom('auth.users').select('id').where('id', '=', token.userId).forNoKeyUpdate().execute();
  await deleteTokens(db, token.userId, token.purpose);
  await db
    .insertInto('auth.one_time_tokens')
    .values({
      id: newId(),
      user_id: token.userId,
      purpose: token.purpose,
      token_hash: token.hash,
      code_hash: null,
      created_at: token.now,
      expires_at: token.expiresAt,
      used_at: null,
    })
    .execute();
}

export async function deleteTokens(db: Db, userId: string, purpose: TokenPurpose): Promise<void> {
  await db
    .deleteFrom('auth.one_time_tokens')
    .where('user_id', '=', userId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute();
}

/** Uses a token up. Of two concurrent calls, one gets the row. Index: one_time_tokens_token_hash_key. */
export async function consumeToken(
  db: Db,
  purpose: TokenPurpose,
  hash: Buffer,
  now: Date,
): Promise<{ userId: string; expired: boolean } | undefined> {
  const row = await db
    .updateTable('auth.one_time_tokens')
    .set({ used_at: now })
    .where('token_hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .returning(['user_id as userId', 'expires_at as expiresAt'])
    .executeTakeFirst();
  return row && { userId: row.userId, expired: row.expiresAt <= now };
}
