import type { Context } from '../../platform/context.ts';
import { findParticipantIds } from './conversations/memberships.queries.ts';
import { findUnreadMemberships, memberIdsBehind, type UnreadMembership } from './queries.ts';

/**
 * Ids of the members whose devices receive events of a conversation. Not authorized for a viewer: use it for
 * delivery only.
 */
export const recipients = (ctx: Context, conversationId: string): Promise<string[]> =>
  findParticipantIds(ctx.db, conversationId);

/**
 * Ids of participants who have not read to the end of at least one of the conversations. Does not check
 * whether the unread messages are visible to them; use it to choose the members for `unreadFor`.
 */
export const membersBehind = (ctx: Context, conversationIds: readonly string[]): Promise<string[]> =>
  memberIdsBehind(ctx.db, conversationIds);

/**
 * Which of the given members have unread messages in which of the given conversations, each with the data for
 * a notification of the last one. For the module `notifications`; applies each member's own read access.
 */
export const unreadFor = (
  ctx: Context,
  conversationIds: readonly string[],
  memberIds: readonly string[],
): Promise<UnreadMembership[]> => findUnreadMemberships(ctx.db, conversationIds, memberIds, ctx.clock());
