import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { concealedFrom, contentVisibleTo, originalText, readableBy } from '../visibility.ts';
import type { SharedKind } from './schemas.ts';

/**
 * Messages of a conversation with files of a kind or with links, newest first. Like the search, it finds no link that a member whom
 * the viewer blocks has added since: the viewer reads the text from before.
 *
 * Index: messages_with_media, messages_with_link; messages_id for the cursor. Reads only messages of the kind, from the viewer's
 * first readable one on, until the page is full.
 *
 * @param page.firstSeq  the viewer's first readable number
 * @param page.before  id of a message of the conversation
 */
export async function findShared(
  db: Db,
  viewer: Viewer,
  conversationId: string,
  kind: SharedKind,
  page: { firstSeq: number; before: string | null; take: number; now: Date },
): Promise<{ conversationId: string; seq: number; id: string }[]> {
  const message = sql`message`;
  // The words of the indexes' conditions: a parameter in their place would not use them.
  const ofKind =
    kind === 'link'
      ? sql`message.entities @> '[{"type": "link"}]'
          and (message.edited_at is null or ${originalText(viewer, message, sql`original.seq`)} is null)`
      : sql`message.has_media and message.type = ${kind}`;
  const { rows } = await sql<{ conversationId: string; seq: number; id: string }>`
    select message.conversation_id as "conversationId", message.seq, message.id
    from messaging.messages message
    where message.conversation_id = ${conversationId} and ${ofKind} and message.seq >= ${page.firstSeq}
      ${page.before === null ? sql`` : sql`and message.seq < (select seq from messaging.messages where conversation_id = ${conversationId} and id = ${page.before})`}
      and ${readableBy(viewer, message)} and ${contentVisibleTo(viewer, message, page.now)}
      and not ${concealedFrom(viewer, message)}
    order by message.seq desc limit ${page.take}`.execute(db);
  return rows;
}
