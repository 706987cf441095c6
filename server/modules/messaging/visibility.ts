import { type RawBuilder, sql } from 'kysely';

/** The viewer: a member's id, or a column of member ids in a statement about several. */
export interface MessageViewer {
  id: string | RawBuilder<string>;
  /** They asked to see messages of members whom they block. Pin notices of these members stay redacted. */
  includesBlocked?: true;
  /** They asked to see the text of a message request. */
  includesRequests?: true;
}

/** What a viewer asks to see as well. */
export type Show = 'default' | 'blocked' | 'request';

/** The viewer of messages, with what they ask to see. */
export const toMessageViewer = ({ id }: { id: string }, show: Show): MessageViewer => ({
  id,
  ...(show === 'blocked' ? { includesBlocked: true } : {}),
  ...(show === 'request' ? { includesRequests: true } : {}),
});

/**
 * Unread counts and the last visible message scan at most this many of the newest numbers. This bounds the
 * cost for a group that was not opened for a year, or where only a blocked member writes.
 * `messaging.unread_view` uses the same limit.
 */
const SCAN_LIMIT = 1_000;

/** The scan of a conversation covers numbers above this one. Needs its row as `conversation`. */
export const scanFromSeq = sql`conversation.last_seq - ${sql.lit(SCAN_LIMIT)}`;

/** Unread messages have numbers above this one. Needs the rows `membership` and `conversation`. */
export const unreadFromSeq = sql`greatest(membership.read_seq, membership.cleared_seq, membership.from_seq - 1, ${scanFromSeq})`;

/** Membership states with read access: `request` may read before accepting. */
export const PARTICIPANT_STATES = sql`('active', 'request')`;

/**
 * The only rule of read access. A message is readable in a conversation in which the viewer participates,
 * from their first readable number on and after what they cleared. Every number from there on is returned, so
 * clients can detect gaps. `contentVisibleTo` decides whether the content is included.
 *
 * Cost: one primary key look-up per row.
 * @param message  alias of a row of messaging.messages
 */
export const readableBy = (
  viewer: MessageViewer,
  message: RawBuilder<unknown>,
): RawBuilder<boolean> => sql<boolean>`
  exists (
    select from messaging.memberships membership
    where membership.conversation_id = ${message}.conversation_id and membership.member_id = ${viewer.id} and membership.state in ${PARTICIPANT_STATES}
      and ${message}.seq >= membership.from_seq and ${message}.seq > membership.cleared_seq offset 0)`;

/**
 * Whether the viewer blocks the sender of this group message, for as long as the block lasts. Notices about
 * the group itself (joins, roles, name) are exempt; a notice that the blocked member pinned something is not.
 */
export const isSenderBlocked = (
  viewer: MessageViewer,
  message: RawBuilder<unknown>,
): RawBuilder<boolean> => sql<boolean>`(
  (${message}.type <> 'notice' or ${message}.notice ->> 'kind' = 'pinned')
  and exists (
    select from social.blocks where blocker_id = ${viewer.id} and blocked_id = ${message}.sender_id)
  and exists (select from messaging.conversations where id = ${message}.conversation_id and type = 'group'))`;

/**
 * Whether a readable message is redacted for the viewer: they deleted it for themselves, they block its
 * sender in a group, or they blocked its sender in a direct conversation when it was sent.
 */
export const redactedFor = (
  viewer: MessageViewer,
  message: RawBuilder<unknown>,
): RawBuilder<boolean> => sql<boolean>`(
  (${message}.sender_only and ${message}.sender_id <> ${viewer.id})
  or exists (
    select from messaging.deleted_for_member
    where member_id = ${viewer.id} and conversation_id = ${message}.conversation_id and seq = ${message}.seq)
  or ${viewer.includesBlocked ? sql`(${message}.type = 'notice' and ${isSenderBlocked(viewer, message)})` : isSenderBlocked(viewer, message)})`;

/**
 * Whether a message comes without its text, because it belongs to a request that the viewer has not accepted. Their settings
 * decide it; they can ask to see it. Cost: a look-up by key per row, two more in a request.
 */
export const concealedFrom = (viewer: MessageViewer, message: RawBuilder<unknown>): RawBuilder<boolean> =>
  viewer.includesRequests
    ? sql<boolean>`false`
    : sql<boolean>`exists (
  select from messaging.memberships request
  where request.conversation_id = ${message}.conversation_id and request.member_id = ${viewer.id} and request.state = 'request'
    and ${message}.type <> 'notice'
    and exists (select from messaging.conversations where id = ${message}.conversation_id and type = 'direct')
    and coalesce((select conceals_requests from social.contact_settings where member_id = ${viewer.id}), true) offset 0)`;

/**
 * The text from before an edit, if the sender edited it while the viewer blocks them. `column` is null if
 * there is no such text.
 */
export const originalText = (
  viewer: MessageViewer,
  message: RawBuilder<unknown>,
  column: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`(
  select ${column} from messaging.original_texts original
  join social.blocks block on block.id = original.block_id and block.blocker_id = ${viewer.id} and block.blocked_id = ${message}.sender_id
  where original.conversation_id = ${message}.conversation_id and original.seq = ${message}.seq)`;

/** Whether the viewer may see the content of a readable message now. */
export const contentVisibleTo = (
  viewer: MessageViewer,
  message: RawBuilder<unknown>,
  now: Date | RawBuilder<Date>,
): RawBuilder<boolean> => sql<boolean>`(
  ${message}.deleted_at is null
  and (${message}.expires_at is null or ${message}.expires_at > ${now})
  and not ${redactedFor(viewer, message)})`;
