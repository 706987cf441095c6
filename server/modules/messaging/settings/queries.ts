import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import type { MessagingSettings, MessagingSettingsChange } from './schemas.ts';

export type StoredSettings = Omit<MessagingSettings, 'whoMayWrite'>;

export async function findSettings(db: Db, memberId: string): Promise<StoredSettings | undefined> {
  return db
    .selectFrom('messaging.settings')
    .select([
      'read_receipts as readReceipts',
      'delivered_receipts as deliveredReceipts',
      'typing',
      'presence',
      'last_seen as lastSeen',
      'link_previews as linkPreviews',
    ])
    .where('member_id', '=', memberId)
    .executeTakeFirst();
}

/** Undefined fields keep their value. Who may write belongs to social's rule of contacts. */
export async function saveSettings(db: Db, memberId: string, change: MessagingSettingsChange): Promise<void> {
  const columns = {
    ...(change.readReceipts === undefined ? {} : { read_receipts: change.readReceipts }),
    ...(change.deliveredReceipts === undefined ? {} : { delivered_receipts: change.deliveredReceipts }),
    ...(change.typing === undefined ? {} : { typing: change.typing }),
    ...(change.presence === undefined ? {} : { presence: change.presence }),
    ...(change.lastSeen === undefined ? {} : { last_seen: change.lastSeen }),
    ...(change.linkPreviews === undefined ? {} : { link_previews: change.linkPreviews }),
  };
  await db
    .insertInto('messaging.settings')
    .values({ member_id: memberId, ...columns })
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet({ member_id: memberId, ...columns }))
    .execute();
}

/**
 * Which of the given members' presence the viewer may see. It requires an acquaintance (the member follows
 * the viewer, or both have an accepted conversation), no block, and that both show their own presence.
 */
export async function selectVisiblePresence(
  db: Db,
  viewer: Viewer,
  ids: readonly string[],
  visible: (member: RawBuilder<unknown>) => RawBuilder<boolean>,
): Promise<{ memberId: string; lastSeen: boolean }[]> {
  const { rows } = await sql<{ memberId: string; lastSeen: boolean }>`
    with mine as (
      select coalesce(bool_and(presence), true) as presence, coalesce(bool_and(last_seen), true) as last_seen
      from messaging.settings where member_id = ${viewer.id}
    )
    select requested.id as "memberId", mine.last_seen and coalesce(theirs.last_seen, true) as "lastSeen"
    from unnest(${ids}::uuid[]) requested (id) cross join mine left join messaging.settings theirs on theirs.member_id = requested.id
    where requested.id <> ${viewer.id} and mine.presence and coalesce(theirs.presence, true) and ${visible(sql`requested.id`)}
      and (exists (select from social.follow_view where follower_id = requested.id and followee_id = ${viewer.id})
        or exists (
          select from messaging.conversations conversation
          where conversation.pair = least(requested.id::text, ${viewer.id}::text) || ':' || greatest(requested.id::text, ${viewer.id}::text)
            and conversation.last_seq > 0
            and not exists (select from messaging.memberships where conversation_id = conversation.id and state <> 'active')))`.execute(
    db,
  );
  return rows;
}

/**
 * Whether the viewer's typing may be published in a conversation, the other participant of a direct one, and
 * who of a group blocks the viewer. Index: memberships_pkey.
 */
export async function findTypingAudience(
  db: Db,
  viewer: Pick<Viewer, 'id'>,
  conversationId: string,
): Promise<{ isAllowed: boolean; otherId: string | null; blockedBy: string[] | null } | undefined> {
  const { rows } = await sql<{ isAllowed: boolean; otherId: string | null; blockedBy: string[] | null }>`
    select other.member_id as "otherId", membership.blocked_by as "blockedBy", coalesce((select typing from messaging.settings where member_id = ${viewer.id}), true)
      and (conversation.type = 'group' or (other.state = 'active' and (other.quiet_until is null or other.quiet_until < now())
        and not exists (select from social.blocks where blocker_id = other.member_id and blocked_id = ${viewer.id})
        and not exists (select from social.blocks where blocker_id = ${viewer.id} and blocked_id = other.member_id)
        and not exists (select from messaging.settings where member_id = other.member_id and not typing))) as "isAllowed"
    from messaging.memberships membership join messaging.conversations conversation on conversation.id = membership.conversation_id
    left join messaging.memberships other on conversation.type = 'direct' and other.conversation_id = conversation.id
      and other.member_id <> membership.member_id
    where membership.conversation_id = ${conversationId} and membership.member_id = ${viewer.id} and membership.state = 'active'`.execute(
    db,
  );
  return rows[0];
}
