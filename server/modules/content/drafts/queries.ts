import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { DraftPost } from './schemas.ts';

/**
 * Serialises the creation of a member's drafts until the transaction ends, so that their number stays within
 * the limit.
 */
export const lockDrafts = (db: Db, userId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 23))`.execute(db);

export async function countDrafts(db: Db, userId: string): Promise<number> {
  const { count } = await db
    .selectFrom('content.drafts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return count;
}

export async function insertDraft(
  db: Db,
  draft: { id: string; userId: string; post: DraftPost; at: Date },
): Promise<void> {
  await db
    .insertInto('content.drafts')
    .values({
      id: draft.id,
      user_id: draft.userId,
      post: JSON.stringify(draft.post),
      created_at: draft.at,
      updated_at: draft.at,
    })
    .execute();
}

const select = (db: Db, userId: string) =>
  db
    .selectFrom('content.drafts')
    .select(['id', 'post', 'created_at as createdAt', 'updated_at as updatedAt'])
    .where('user_id', '=', userId);
export type DraftRow = Awaited<ReturnType<typeof findDraftsBefore>>[number];

/** A member's drafts, newest first. Index: content.drafts_user. */
export const findDraftsBefore = (db: Db, userId: string, before: string | null, take: number) =>
  select(db, userId)
    .$if(before !== null, (query) => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(take)
    .execute();

/** A draft, if it is the member's own. Index: content.drafts_pkey. */
export const findDraft = (db: Db, userId: string, id: string) =>
  select(db, userId).where('id', '=', id).executeTakeFirst();

/** As `findDraft`, locked until the transaction ends. */
export const lockDraft = (db: Db, userId: string, id: string) =>
  select(db, userId).where('id', '=', id).forUpdate().executeTakeFirst();

export async function updateDraft(db: Db, id: string, post: DraftPost, at: Date): Promise<void> {
  await db
    .updateTable('content.drafts')
    .set({ post: JSON.stringify(post), updated_at: at })
    .where('id', '=', id)
    .execute();
}

/** @returns false if there was none */
export async function deleteDraft(db: Db, userId: string, id: string): Promise<boolean> {
  const deleted = await db
    .deleteFrom('content.drafts')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return deleted !== undefined;
}
