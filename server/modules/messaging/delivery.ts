import type { Context } from '../../platform/context.ts';
import { participantIdsOf } from './conversations/memberships.queries.ts';
import { memberIdsBehind, type UnreadMembership, unreadMemberships } from './queries.ts';

/** Ids of those whose devices are told of what happens in a conversation. Of nobody's asking: for delivery alone. */
export const recipients = (ctx: Context, conversationId: string): Promise<string[]> =>
  participantIdsOf(ctx.db, conversationId);

/**
 * Ids of members who have not read to the end of one of some conversations, without a look at whether what follows is for
 * them: for choosing whom to ask `unreadFor`.
 */
export const membersBehind = (ctx: Context, conversationIds: readonly string[]): Promise<string[]> =>
  memberIdsBehind(ctx.db, conversationIds);

/**
 * Which of some members have unread messages in which of some conversations, each with what a notification of the last one says.
 * For the module that notifies; it is scoped to each of them as their own reading is.
 */
export const unreadFor = (
  ctx: Context,
  conversationIds: readonly string[],
  memberIds: readonly string[],
): Promise<UnreadMembership[]> => unreadMemberships(ctx.db, conversationIds, memberIds, ctx.clock());
