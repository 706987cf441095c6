import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

export interface DraftRow {
  content: string;
  replyToId: string | null;
  updatedAt: Date;
}

/** Index: drafts_pkey. */
export async function draftOf(
  db: Db,
  conversationId: string,
  memberId: string,
): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`
    select content, reply_to_id as "replyToId", updated_at as "updatedAt" from messaging.drafts
    where conversation_id = ${conversationId} and member_id = ${memberId}`.execute(db);
  return rows[0];
}

/** An empty draft is none. */
export async function keepDraft(
  db: Db,
  conversationId: string,
  memberId: string,
  draft: { content: string; replyToId: string | null },
  now: Date,
): Promise<void> {
  await (draft.content === ''
    ? sql`delete from messaging.drafts where conversation_id = ${conversationId} and member_id = ${memberId}`
    : sql`insert into messaging.drafts (conversation_id, member_id, content, reply_to_id, updated_at)
        values (${conversationId}, ${memberId}, ${draft.content}, ${draft.replyToId}::uuid, ${now})
        on conflict (conversation_id, member_id) do update
        set content = excluded.content, reply_to_id = excluded.reply_to_id, updated_at = excluded.updated_at`
  ).execute(db);
}
