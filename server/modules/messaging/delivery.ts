import type { Context } from '../../platform/context.ts';
import { seatedIds } from './conversations/queries.ts';
import { type UnreadSeat, unreadSeats } from './queries.ts';

/** Ids of those whose devices are told of what happens in a conversation. Of nobody's asking: for delivery alone. */
export const recipients = (ctx: Context, conversationId: string): Promise<string[]> =>
  seatedIds(ctx.db, conversationId);

/**
 * Members of a conversation with unread messages, each with what a notification of the last one says. For the module that
 * notifies; it is scoped to each of them as their own reading is.
 */
export const unreadFor = (ctx: Context, conversationId: string): Promise<UnreadSeat[]> =>
  unreadSeats(ctx.db, conversationId, ctx.clock());
