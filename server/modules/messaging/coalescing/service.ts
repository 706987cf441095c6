import type { Context } from '../../../platform/context.ts';
import type { Sweep } from '../../../platform/job-handlers.ts';
import type { MessagingTopics } from '../topics.ts';
import { type ConversationPosition, insertOutboxRow, isOutboxDue, takeDueChanges } from './queries.ts';

/** Conversations followed up in one transaction. */
const BATCH = 500;
/** Tides in one word of the bus, which carries 7,000 bytes: each has some 200. */
const POSITIONS_PER_PAYLOAD = 30;
/** Conversations of one event. */
const CONVERSATIONS_PER_EVENT = 100;

/** Sees to it, in the caller's transaction, that what follows from a change in a conversation is done. */
export const enqueueChange = (tx: Context, conversationId: string): Promise<void> =>
  insertOutboxRow(tx.db, conversationId);

/**
 * What follows from bursts of messages and changes, once for each conversation and three seconds. Devices are told how far it has
 * come: who heard everything does nothing, and who missed something, because the process that committed it ended before it
 * could tell, asks. Devices are told before what moved is taken for good: a process that ends in between leaves it to the next.
 *
 * @returns whether more may wait
 */
async function publishChanges(ctx: Context): Promise<boolean> {
  if (!(await isOutboxDue(ctx.db))) return false;
  return ctx.transaction(async (tx) => {
    const positions = await takeDueChanges(tx.db, BATCH);
    for (const part of chunk(positions, POSITIONS_PER_PAYLOAD)) await publishPositions(tx, part);
    for (const part of chunk(positions, CONVERSATIONS_PER_EVENT))
      await tx.emit('messaging.written', {
        conversationIds: part.map(({ conversationId }) => conversationId),
      });
    return positions.length === BATCH;
  });
}

/** A bus that is away is made up for by itself: when it is back, devices are told to ask. */
async function publishPositions(ctx: Context, positions: readonly ConversationPosition[]): Promise<void> {
  const payload: MessagingTopics['messaging.positions'] = {
    positions: positions.map(({ conversationId, lastSeq, changedAt, memberIds }) => ({
      conversationId,
      lastSeq,
      changedAt: changedAt?.toISOString() ?? null,
      ...(memberIds ? { only: memberIds } : {}),
    })),
  };
  await ctx.bus
    .publish('messaging.positions', payload)
    .catch((error: unknown) =>
      ctx.log.warn({ err: error, topic: 'messaging.positions' }, 'messaging.not_told'),
    );
}

function chunk<Item>(items: readonly Item[], size: number): Item[][] {
  const parts: Item[][] = [];
  for (let from = 0; from < items.length; from += size) parts.push(items.slice(from, from + size));
  return parts;
}

export const coalescingSweep: Sweep = { name: 'messaging.gather', everyMs: 500, run: publishChanges };
