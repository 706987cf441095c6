import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

export interface DraftRow {
  content: string;
  replyToId: string | null;
  updatedAt: Date;
  version: number;
}

/** Index: drafts_pkey. */
export async function findDraft(
  db: Db,
  conversationId: string,
  memberId: string,
): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`
    select content, reply_to_id as "replyToId", updated_at as "updatedAt", version from messaging.drafts
    where conversation_id = ${conversationId} and member_id = ${memberId}`.execute(db);
  return rows[0];
}

/**
 * Saves a draft under the next version. An empty draft is saved too, so that versions keep rising.
 * @param baseVersion  the version that it was based on, 0 for none; undefined overwrites any
 * @returns its version; undefined if another was saved since
 */
export async function upsertDraft(
  db: Db,
  conversationId: string,
  memberId: string,
  { content, replyToId, updatedAt }: Omit<DraftRow, 'version'>,
  baseVersion: number | undefined,
): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    insert into messaging.drafts as draft (conversation_id, member_id, content, reply_to_id, updated_at)
    select ${conversationId}, ${memberId}, ${content}, ${replyToId}::uuid, ${updatedAt}
    where ${baseVersion ?? 0}::bigint = 0 or exists (
      select from messaging.drafts where conversation_id = ${conversationId} and member_id = ${memberId})
    on conflict (conversation_id, member_id) do update
    set content = excluded.content, reply_to_id = excluded.reply_to_id, updated_at = excluded.updated_at, version = draft.version + 1
    where ${baseVersion === undefined} or draft.version = ${baseVersion ?? 0}::bigint
    returning version`.execute(db);
  return rows[0]?.version;
}
