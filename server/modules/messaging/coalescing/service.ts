import { publish } from '../../../platform/bus/topics.ts';
import type { Context } from '../../../platform/context.ts';
import type { Sweep } from '../../../platform/job-handlers.ts';
import type { MessagingTopics } from '../topics.ts';
import { type ConversationPosition, insertOutboxRow, isOutboxDue, takeDueChanges } from './queries.ts';

/** Conversations per transaction. */
const BATCH = 500;
/** Positions per bus payload: a payload is limited to 7,000 bytes, a position takes about 200. */
const POSITIONS_PER_PAYLOAD = 30;
/** Conversations per event. */
const CONVERSATIONS_PER_EVENT = 100;

/** Schedules the follow-up work of a changed conversation, in the caller's transaction. */
export const enqueueChange = (tx: Context, conversationId: string): Promise<void> =>
  insertOutboxRow(tx.db, conversationId);

/**
 * Publishes the position of each changed conversation, at most once per three seconds, and emits
 * `messaging.conversations_changed`. A device that already has everything ignores the position; one that missed an event
 * syncs. Positions are published before the outbox rows are deleted, so a process that crashes in between
 * leaves them to the next run.
 *
 * @returns whether more rows may be due
 */
async function publishChanges(ctx: Context): Promise<boolean> {
  if (!(await isOutboxDue(ctx.db))) return false;
  return ctx.transaction(async (tx) => {
    const positions = await takeDueChanges(tx.db, BATCH);
    for (const part of chunk(positions, POSITIONS_PER_PAYLOAD)) await publishPositions(tx, part);
    for (const part of chunk(positions, CONVERSATIONS_PER_EVENT))
      await tx.emit('messaging.conversations_changed', {
        conversationIds: part.map(({ conversationId }) => conversationId),
      });
    return positions.length === BATCH;
  });
}

/** Only logs a failed publish: devices sync when the bus is back. */
async function publishPositions(ctx: Context, positions: readonly ConversationPosition[]): Promise<void> {
  const payload: MessagingTopics['messaging.positions'] = {
    positions: positions.map(({ conversationId, lastSeq, changedAt, memberIds }) => ({
      conversationId,
      lastSeq,
      changedAt: changedAt?.toISOString() ?? null,
      ...(memberIds ? { only: memberIds } : {}),
    })),
  };
  await publish(ctx, 'messaging.positions', payload).catch((error: unknown) =>
    ctx.log.warn({ err: error, topic: 'messaging.positions' }, 'bus.publish_failed'),
  );
}

function chunk<Item>(items: readonly Item[], size: number): Item[][] {
  const parts: Item[][] = [];
  for (let from = 0; from < items.length; from += size) parts.push(items.slice(from, from + size));
  return parts;
}

export const coalescingSweep: Sweep = { name: 'messaging.publishChanges', everyMs: 500, run: publishChanges };
