import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Entity, LinkPreview } from '../../content/index.ts';

export interface LinkedMessage {
  senderId: string | null;
  entities: Entity[];
  /** Visible to its sender only. */
  isSenderOnly: boolean;
  /** Whether its sender has previews switched on. */
  previewsEnabled: boolean;
}

/**
 * An existing message, for its preview. Not authorized for a viewer: the preview is shown only to the
 * message's readers. Locked, so that an edit comes before or after. Index: messages_pkey of one partition.
 */
export async function lockLinkedMessage(
  db: Db,
  messageKey: { conversationId: string; seq: number },
  now: Date,
): Promise<LinkedMessage | undefined> {
  const { rows } = await sql<LinkedMessage>`
    select message.sender_id as "senderId", message.entities,
      message.sender_only or exists (select from messaging.original_texts original
        where original.conversation_id = message.conversation_id and original.seq = message.seq) as "isSenderOnly",
      coalesce((select link_previews from messaging.settings where member_id = message.sender_id), true) as "previewsEnabled"
    from messaging.messages message
    where message.conversation_id = ${messageKey.conversationId} and message.seq = ${messageKey.seq} and message.deleted_at is null
      and (message.expires_at is null or message.expires_at > ${now})
    for update of message`.execute(db);
  return rows[0];
}

/**
 * Adds a preview to a message and marks the message as changed for `sync`. Index: messages_pkey of one
 * partition.
 */
export async function attachPreview(
  db: Db,
  messageKey: { conversationId: string; seq: number },
  preview: LinkPreview,
  now: Date,
): Promise<void> {
  await sql`update messaging.messages set preview = ${JSON.stringify(preview)}::jsonb, changed_at = ${now}
    where conversation_id = ${messageKey.conversationId} and seq = ${messageKey.seq}`.execute(db);
}
