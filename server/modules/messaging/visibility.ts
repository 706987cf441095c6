import { type RawBuilder, sql } from 'kysely';

/** Who reads: a member, or in a statement about several a column with their ids. */
export interface MessageViewer {
  id: string | RawBuilder<string>;
  /** They asked to be shown what somebody whom they block wrote; what that one pinned stays untold. */
  includesBlocked?: true;
}

/** A viewer as they ask to read. */
export const toMessageViewer = ({ id }: { id: string }, show: 'usual' | 'blocked'): MessageViewer =>
  show === 'blocked' ? { id, includesBlocked: true } : { id };

/**
 * What one has not read, and the last thing that one is shown, are looked for among this many newest numbers of a conversation: a
 * group that somebody has not opened for a year, or in which somebody whom they block writes alone, costs no more than that.
 * `messaging.unread_view` says the same.
 */
const SCAN_LIMIT = 1_000;

/** The number behind which a conversation is looked through, from a row of it. */
export const scanFromSeq = sql`conversation.last_seq - ${sql.lit(SCAN_LIMIT)}`;

/** The number behind which somebody has not read, from rows of their `seat` and of `conversation`. */
export const unreadFromSeq = sql`greatest(seat.read_seq, seat.cleared_seq, seat.from_seq - 1, ${scanFromSeq})`;

/** A seat from which one reads: `request` may look before saying yes. */
export const PARTICIPANT_STATES = sql`('active', 'request')`;

/**
 * THE rule of who may read a message; there is no second one: it comes in a conversation where the viewer sits, not before
 * they joined and not before what they cleared. Every number from there on comes, so that a client can tell that nothing is
 * missing; whether its text comes along is `contentVisibleTo`.
 *
 * Cost: a look-up by primary key for each row it is asked about.
 * @param message  alias of a row of messaging.messages
 */
export const readableBy = (
  viewer: MessageViewer,
  message: RawBuilder<unknown>,
): RawBuilder<boolean> => sql<boolean>`
  exists (
    select from messaging.members seat
    where seat.conversation_id = ${message}.conversation_id and seat.member_id = ${viewer.id} and seat.state in ${PARTICIPANT_STATES}
      and ${message}.seq >= seat.from_seq and ${message}.seq > seat.cleared_seq offset 0)`;

/**
 * Whether a message of a group is from somebody whom this reader blocks, for as long as they do. What happened to the group (who
 * came, went, leads it, how it is called) is the group's and no writing; that one pinned something is.
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
 * A readable message that is nothing to this reader: they deleted it for themselves, they block its writer in a group, or blocked
 * them between two when it came.
 */
export const redactedFor = (
  viewer: MessageViewer,
  message: RawBuilder<unknown>,
): RawBuilder<boolean> => sql<boolean>`(
  (${message}.withheld and ${message}.sender_id <> ${viewer.id})
  or exists (
    select from messaging.hidden
    where member_id = ${viewer.id} and conversation_id = ${message}.conversation_id and seq = ${message}.seq)
  or ${viewer.includesBlocked ? sql`(${message}.type = 'notice' and ${isSenderBlocked(viewer, message)})` : isSenderBlocked(viewer, message)})`;

/**
 * What a message says to this reader where it was edited while they block its writer: what it said before. `column` is null where
 * there is no such text.
 */
export const originalText = (
  viewer: MessageViewer,
  message: RawBuilder<unknown>,
  column: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`(
  select ${column} from messaging.kept_texts kept
  join social.blocks block on block.id = kept.block_id and block.blocker_id = ${viewer.id} and block.blocked_id = ${message}.sender_id
  where kept.conversation_id = ${message}.conversation_id and kept.seq = ${message}.seq)`;

/** Whether the text of a message that is readable may be shown to this reader now. */
export const contentVisibleTo = (
  viewer: MessageViewer,
  message: RawBuilder<unknown>,
  now: Date | RawBuilder<Date>,
): RawBuilder<boolean> => sql<boolean>`(
  ${message}.deleted_at is null
  and (${message}.expires_at is null or ${message}.expires_at > ${now})
  and not ${redactedFor(viewer, message)})`;
