import type { Context } from '../../../platform/context.ts';
import type { Sweep } from '../../../platform/job-handlers.ts';
import type { Live } from '../live.ts';
import { noteMoved, somethingMoved, type Tide, takeMoved } from './queries.ts';

/** Conversations followed up in one transaction. */
const BATCH = 500;
/** Tides in one word of the bus, which carries 7,000 bytes: each has some 200. */
const TOLD_AT_ONCE = 30;
/** Conversations of one event. */
const OF_ONE_EVENT = 100;

/** Sees to it, in the caller's transaction, that what follows from a change in a conversation is done. */
export const gatherLater = (tx: Context, conversationId: string): Promise<void> =>
  noteMoved(tx.db, conversationId);

/**
 * What follows from bursts of messages and changes, once for each conversation and three seconds. Devices are told how far it has
 * come: who heard everything does nothing, and who missed something, because the process that committed it ended before it
 * could tell, asks. Devices are told before what moved is taken for good: a process that ends in between leaves it to the next.
 *
 * @returns whether more may wait
 */
async function gather(ctx: Context): Promise<boolean> {
  if (!(await somethingMoved(ctx.db))) return false;
  return ctx.transaction(async (tx) => {
    const tides = await takeMoved(tx.db, BATCH);
    for (const some of inParts(tides, TOLD_AT_ONCE)) await tellTides(tx, some);
    for (const some of inParts(tides, OF_ONE_EVENT))
      await tx.emit('messaging.written', {
        conversationIds: some.map(({ conversationId }) => conversationId),
      });
    return tides.length === BATCH;
  });
}

/** A bus that is away is made up for by itself: when it is back, devices are told to ask. */
async function tellTides(ctx: Context, tides: readonly Tide[]): Promise<void> {
  const word: Live['messaging.tides'] = {
    tides: tides.map(({ conversationId, lastSeq, changedAt, memberIds }) => ({
      conversationId,
      lastSeq,
      changedAt: changedAt?.toISOString() ?? null,
      ...(memberIds ? { only: memberIds } : {}),
    })),
  };
  await ctx.bus
    .publish('messaging.tides', word)
    .catch((error: unknown) => ctx.log.warn({ err: error, topic: 'messaging.tides' }, 'messaging.not_told'));
}

function inParts<Item>(items: readonly Item[], size: number): Item[][] {
  const parts: Item[][] = [];
  for (let from = 0; from < items.length; from += size) parts.push(items.slice(from, from + size));
  return parts;
}

export const gathering: Sweep = { name: 'messaging.gather', everyMs: 500, run: gather };
