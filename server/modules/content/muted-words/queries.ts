import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/**
 * Serialises the creation of a member's muted words until the transaction ends, so that their number stays
 * within the limit.
 */
export const lockMutedWords = (db: Db, userId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 37))`.execute(db);

/** Deletes expired muted words. Index: content.muted_words_user_id_key_key. */
export async function deleteExpired(db: Db, userId: string, now: Date): Promise<void> {
  await db
    .deleteFrom('content.muted_words')
    .where('user_id', '=', userId)
    .where('expires_at', '<=', now)
    .execute();
}

/**
 * A member's muted words that have not expired, newest first. Index: content.muted_words_user_id_key_key; a
 * few hundred at most.
 */
export const findMutedWords = (db: Db, userId: string, now: Date) =>
  db
    .selectFrom('content.muted_words')
    .select(['id', 'word', 'key', 'scope', 'suffixes', 'expires_at as expiresAt', 'created_at as createdAt'])
    .where('user_id', '=', userId)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy('id', 'desc')
    .execute();
export type MutedWordRow = Awaited<ReturnType<typeof findMutedWords>>[number];

/** Adds a muted word, or updates the existing one. */
export async function upsertMutedWord(db: Db, userId: string, row: MutedWordRow): Promise<void> {
  await db
    .insertInto('content.muted_words')
    .values({
      id: row.id,
      user_id: userId,
      word: row.word,
      key: row.key,
      scope: row.scope,
      suffixes: row.suffixes,
      expires_at: row.expiresAt,
      created_at: row.createdAt,
    })
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'key']).doUpdateSet({
        word: row.word,
        scope: row.scope,
        suffixes: row.suffixes,
        expires_at: row.expiresAt,
      }),
    )
    .execute();
}

export async function deleteMutedWord(db: Db, userId: string, id: string): Promise<void> {
  await db.deleteFrom('content.muted_words').where('user_id', '=', userId).where('id', '=', id).execute();
}

/**
 * Whether a member mutes any word, for use inside the statement of a list. Index:
 * muted_words_user_id_key_key.
 */
export const hasMutedWords = (viewer: { id: string }): RawBuilder<boolean> => sql<boolean>`
  exists (select from content.muted_words where user_id = ${viewer.id})`;
