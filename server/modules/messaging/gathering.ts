import type { Context } from '../../platform/context.ts';

/** How long what follows from messages waits, so that a phone buzzes once for a burst. */
export const GATHER_SECONDS = 3;
export const gatherKey = (conversationId: string): string => `messaging.gather:${conversationId}`;

/** Sees to it, in the caller's transaction, that what follows from a change in a conversation is done. */
export const gatherLater = (tx: Context, conversationId: string): Promise<void> =>
  tx.jobs.add(
    'messaging.gather',
    { conversationId },
    {
      key: gatherKey(conversationId),
      gathers: true,
      runAt: new Date(tx.clock().getTime() + GATHER_SECONDS * 1000),
    },
  );
