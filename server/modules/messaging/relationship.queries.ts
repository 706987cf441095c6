import { sql } from 'kysely';
import type { Relationship } from './relationship.ts';

/** Joins the other participant of a direct conversation as `other` to `membership` and `conversation`. */
export const joinOther = sql`
  left join messaging.memberships other on conversation.type = 'direct' and other.conversation_id = conversation.id
    and other.member_id <> membership.member_id`;

/**
 * Whether a participant is an admin of the group, from their row `membership`: they have joined and are its owner
 * or an admin. An invited admin has no rights before joining. Every admin right uses this check.
 */
export const isGroupAdmin = sql<boolean>`(membership.state = 'active' and membership.role <> 'member')`;

/** Builds a `Relationship` from `membership`, `conversation` and `other`. */
export const relationship = sql<Relationship>`json_build_object(
  'isBlockedByOther', conversation.type = 'direct' and coalesce(other.member_id = any(membership.blocked_by), false),
  'blocksOther', coalesce(membership.member_id = any(other.blocked_by), false),
  'hasPendingRequest', membership.state = 'request',
  'awaitsAcceptance', coalesce(other.state in ('request', 'declined'), false))`;
