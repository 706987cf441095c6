import { sql } from 'kysely';
import type { Relationship } from './relationship.ts';

/** Joins `other`, the other one of two, to `seat` and `conversation`. */
export const joinOther = sql`
  left join messaging.members other on conversation.type = 'direct' and other.conversation_id = conversation.id
    and other.member_id <> seat.member_id`;

/**
 * Whether a member leads the group, from a row of their `seat`: they have joined and are its owner or an admin. Whoever was invited as an admin
 * leads nothing until they have said yes. Every right of an admin asks this, and nothing else.
 */
export const isGroupAdmin = sql<boolean>`(seat.state = 'active' and seat.role <> 'member')`;

/** A `Standing`, from `seat`, `conversation` and `other`. */
export const relationship = sql<Relationship>`json_build_object(
  'isBlockedByOther', conversation.type = 'direct' and coalesce(other.member_id = any(seat.blocked_by), false),
  'blocksOther', coalesce(seat.member_id = any(other.blocked_by), false),
  'hasPendingRequest', seat.state = 'request',
  'awaitsAcceptance', coalesce(other.state in ('request', 'declined'), false))`;
