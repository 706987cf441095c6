import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** One conversation that a member participates in or did. Index: memberships_member. */
export async function findAnyConversation(db: Db, memberId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('messaging.memberships')
    .select('conversation_id')
    .where('member_id', '=', memberId)
    .limit(1)
    .executeTakeFirst();
  return row?.conversation_id;
}

/**
 * Takes a member's name off up to `limit` of their messages, and erases those that nobody else was shown.
 * @returns the erased ones, and how many were found. Index: messages_client
 */
export async function clearSender(
  db: Db,
  conversationId: string,
  senderId: string,
  now: Date,
  limit: number,
): Promise<{ found: number; erasedIds: string[] }> {
  const { rows } = await sql<{ id: string; senderOnly: boolean }>`
    update messaging.messages set sender_id = null,
      content = case when sender_only then '' else content end,
      words = case when sender_only then null else words end,
      entities = case when sender_only then '[]' else entities end,
      preview = case when sender_only then null else preview end,
      has_media = has_media and not sender_only,
      deleted_at = case when sender_only then coalesce(deleted_at, ${now}) else deleted_at end
    where conversation_id = ${conversationId} and seq in (
      select seq from messaging.messages where conversation_id = ${conversationId} and sender_id = ${senderId} limit ${limit})
    returning id, sender_only as "senderOnly"`.execute(db);
  return { found: rows.length, erasedIds: rows.filter((row) => row.senderOnly).map((row) => row.id) };
}

/**
 * Ends a membership without a trace, under the lock of the conversation.
 * @returns how many others still have one
 */
export async function deleteMembership(db: Db, conversationId: string, memberId: string): Promise<number> {
  await sql`select from messaging.conversations where id = ${conversationId} for update`.execute(db);
  await sql`delete from messaging.memberships where conversation_id = ${conversationId} and member_id = ${memberId}`.execute(
    db,
  );
  // The key of a direct conversation consists of both members' ids.
  await sql`update messaging.conversations set pair = id::text where id = ${conversationId} and pair is not null`.execute(
    db,
  );
  const { rows } = await sql<{ others: number }>`
    select count(*)::int as others from messaging.memberships where conversation_id = ${conversationId}`.execute(
    db,
  );
  return rows[0]?.others ?? 0;
}

/** Deletes up to `limit` messages of a conversation that nobody can read any more. @returns their ids */
export async function deleteMessages(db: Db, conversationId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from messaging.messages where conversation_id = ${conversationId} and seq in (
      select seq from messaging.messages where conversation_id = ${conversationId} limit ${limit})
    returning id`.execute(db);
  return rows.map((row) => row.id);
}

/** Index: conversations_pkey. */
export const deleteConversation = (db: Db, id: string) =>
  sql`delete from messaging.conversations where id = ${id}`.execute(db);

/** All exports of a member, of any state. @returns the names of their archives. Index: exports_member */
export async function deleteExports(db: Db, memberId: string): Promise<{ name: string | null }[]> {
  const { rows } = await sql<{ name: string | null }>`
    delete from messaging.exports where member_id = ${memberId} returning name`.execute(db);
  return rows;
}

/** The messages that a member has sent. Index: memberships_member, messages_client. */
export async function countSent(db: Db, senderId: string): Promise<number> {
  const { rows } = await sql<{ messages: number }>`
    select coalesce(sum(sent.messages), 0)::int as messages from messaging.memberships membership, lateral (
      select count(*) as messages from messaging.messages message
      where message.conversation_id = membership.conversation_id and message.sender_id = ${senderId}) sent
    where membership.member_id = ${senderId}`.execute(db);
  return rows[0]?.messages ?? 0;
}
