import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** What moderators removed and is still held. Index: hidden_messages_pkey, messages_pkey. Reads all of the few hidden messages. */
export const findRemovedMessagesForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select message.id, message.created_at as at, held ->> 'content' as text, message.conversation_id as "conversationId",
      hidden_at as "removedAt"
    from messaging.hidden_messages hidden
    join messaging.messages message on message.conversation_id = hidden.conversation_id and message.seq = hidden.seq
    where message.sender_id = ${memberId} and message.id > ${after} order by message.id limit ${limit}`.execute(
      db,
    )
  ).rows;

/** Index: settings_pkey. */
export const findMessageSettingsForArchive = async (db: Db, memberId: string): Promise<object | undefined> =>
  (
    await sql<object>`select read_receipts as "readReceipts", delivered_receipts as "deliveredReceipts", typing, presence,
      last_seen as "lastSeen", link_previews as "linkPreviews" from messaging.settings where member_id = ${memberId}`.execute(
      db,
    )
  ).rows[0];
