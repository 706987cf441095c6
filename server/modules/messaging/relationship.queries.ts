import { sql } from 'kysely';
import type { Relationship } from './relationship.ts';

/** Joins the other participant of a direct conversation as `other` to `seat` and `conversation`. */
export const joinOther = sql`
  left join messaging.members other on conversation.type = 'direct' and other.conversation_id = conversation.id
    and other.member_id <> seat.member_id`;

/**
 * Whether a participant is an admin of the group, from their row `seat`: they have joined and are its owner
 * or an admin. An invited admin has no rights before joining. Every admin right uses this check.
 */
export const isGroupAdmin = sql<boolean>`(seat.state = 'active' and seat.role <> 'member')`;

/** Builds a `Relationship` from `seat`, `conversation` and `other`. */
export const relationship = sql<Relationship>`json_build_object(
  'isBlockedByOther', conversation.type = 'direct' and coalesce(other.member_id = any(seat.blocked_by), false),
  'blocksOther', coalesce(seat.member_id = any(other.blocked_by), false),
  'hasPendingRequest', seat.state = 'request',
  'awaitsAcceptance', coalesce(other.state in ('request', 'declined'), false))`;
