import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Entity } from '../../content/index.ts';
import type { Preview } from './schemas.ts';

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

export interface CachedPreview {
  preview: Preview | null;
  /** Failures in a row, and the time of the next attempt; null if it answered. */
  failures: number;
  retryAt: Date | null;
}

/** The cached result for a page since a time; undefined if there is none. Index: previews_pkey. */
export async function findCachedPreview(
  db: Db,
  hash: Buffer,
  since: Date,
): Promise<CachedPreview | undefined> {
  const { rows } = await sql<CachedPreview>`
    select preview, failures, retry_at as "retryAt" from messaging.previews where url_hash = ${hash} and fetched_at >= ${since}`.execute(
    db,
  );
  return rows[0];
}

const asJson = (preview: Preview | null) => (preview === null ? null : JSON.stringify(preview));

/** Caches the preview of a page; null if the page has none. */
export async function cachePreview(db: Db, hash: Buffer, preview: Preview | null, at: Date): Promise<void> {
  await sql`insert into messaging.previews (url_hash, preview, fetched_at)
    values (${hash}, ${asJson(preview)}::jsonb, ${at})
    on conflict (url_hash) do update
    set preview = excluded.preview, fetched_at = excluded.fetched_at, failures = 0, retry_at = null`.execute(
    db,
  );
}

/** Records that a page failed, unless it has answered since. @param failures  failures in a row so far */
export async function cacheFailure(
  db: Db,
  hash: Buffer,
  { failures, retryAt, at }: { failures: number; retryAt: Date; at: Date },
): Promise<void> {
  await sql`insert into messaging.previews as cached (url_hash, preview, fetched_at, failures, retry_at)
    values (${hash}, null, ${at}, ${failures}, ${retryAt})
    on conflict (url_hash) do update
    set preview = null, fetched_at = excluded.fetched_at, failures = excluded.failures, retry_at = excluded.retry_at
    where cached.retry_at is not null or cached.fetched_at < ${new Date(at.getTime() - 3_600_000)}`.execute(
    db,
  );
}

/**
 * Adds a preview to a message and marks the message as changed for `sync`. Index: messages_pkey of one
 * partition.
 */
export async function attachPreview(
  db: Db,
  messageKey: { conversationId: string; seq: number },
  preview: Preview,
  now: Date,
): Promise<void> {
  await sql`update messaging.messages set preview = ${asJson(preview)}::jsonb, changed_at = ${now}
    where conversation_id = ${messageKey.conversationId} and seq = ${messageKey.seq}`.execute(db);
}

/** Index: previews_fetched. */
export async function deletePreviewsBefore(db: Db, before: Date): Promise<void> {
  await sql`delete from messaging.previews where fetched_at < ${before}`.execute(db);
}
