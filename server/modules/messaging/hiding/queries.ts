import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

export interface HiddenMessage {
  id: string;
  conversationId: string;
  seq: number;
}
type MessageKey = Pick<HiddenMessage, 'conversationId' | 'seq'>;

/**
 * Turns a message into a tombstone that can come back: what it said moves to `hidden_messages`. Its reactions, files and the texts
 * from before an edit stay where they are, because every reader asks whether the message exists. One that disappears is held no
 * longer than it would have been there.
 */
export async function hideMessageRow(
  db: Db,
  { conversationId, seq }: MessageKey,
  at: Date,
  eraseAt: Date,
): Promise<void> {
  await sql`
    with held as (
      insert into messaging.hidden_messages (conversation_id, seq, message_id, held, hidden_at, erase_at)
      select conversation_id, seq, id, jsonb_build_object('content', content, 'words', words::text, 'entities', entities,
        'preview', preview, 'has_media', has_media), ${at}, least(${eraseAt}::timestamptz, expires_at)
      from messaging.messages where conversation_id = ${conversationId} and seq = ${seq} and deleted_at is null
      returning conversation_id, seq)
    update messaging.messages message
    set content = '', words = null, entities = '[]', preview = null, has_media = false, has_reactions = false, deleted_at = ${at},
      changed_at = ${at}
    from held where message.conversation_id = held.conversation_id and message.seq = held.seq`.execute(db);
  await sql`delete from messaging.pins where conversation_id = ${conversationId} and seq = ${seq}`.execute(
    db,
  );
}

/** Gives a hidden message back what it said. @returns false if it was erased or has expired meanwhile */
export async function unhideMessageRow(
  db: Db,
  { conversationId, seq }: MessageKey,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    with back as (
      delete from messaging.hidden_messages hidden using messaging.messages message
      where hidden.conversation_id = ${conversationId} and hidden.seq = ${seq} and message.conversation_id = hidden.conversation_id
        and message.seq = hidden.seq and (message.expires_at is null or message.expires_at > ${now})
      returning hidden.conversation_id, hidden.seq, hidden.held)
    update messaging.messages message
    set deleted_at = null, changed_at = ${now}, content = held.content, words = held.words::tsvector, entities = held.entities,
      preview = held.preview, has_media = held.has_media,
      has_reactions = exists (select from messaging.reactions reaction
        where reaction.conversation_id = message.conversation_id and reaction.seq = message.seq)
    from back, jsonb_to_record(back.held) as held (content text, words text, entities jsonb, preview jsonb, has_media boolean)
    where message.conversation_id = back.conversation_id and message.seq = back.seq
    returning message.id`.execute(db);
  return rows.length > 0;
}

/** Sets when a hidden message is erased; null: not until this is called again, or it expires. Index: hidden_messages_message_id_key. */
export async function setEraseAt(db: Db, id: string, eraseAt: Date | null): Promise<void> {
  await sql`
    update messaging.hidden_messages hidden set erase_at = least(${eraseAt}::timestamptz, message.expires_at)
    from messaging.messages message
    where hidden.message_id = ${id} and message.conversation_id = hidden.conversation_id and message.seq = hidden.seq`.execute(
    db,
  );
}

/** Forgets what a hidden message said. @returns false if it is not hidden */
export async function deleteHidden(db: Db, { conversationId, seq }: MessageKey): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from messaging.hidden_messages where conversation_id = ${conversationId} and seq = ${seq}`.execute(
    db,
  );
  return numAffectedRows === 1n;
}

/** Takes the hidden message that is due first. Skips those that another process has locked. Index: hidden_messages_due. */
export async function takeDueMessage(db: Db, now: Date): Promise<HiddenMessage | undefined> {
  const { rows } = await sql<HiddenMessage>`
    delete from messaging.hidden_messages where message_id = (
      select message_id from messaging.hidden_messages where erase_at <= ${now} order by erase_at limit 1 for update skip locked)
    returning message_id as id, conversation_id as "conversationId", seq`.execute(db);
  return rows[0];
}
