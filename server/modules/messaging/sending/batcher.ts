import { Batcher } from '../../../platform/batcher.ts';
import type { Context } from '../../../platform/context.ts';
import { processState } from '../../../platform/process-state.ts';
import { retryOnConflict } from '../../../platform/retry-on-conflict.ts';
import { type NewMessageRow, type SendOutcome, writeMessages } from './queries.ts';

/** Created outside of transactions: `writeBatched` runs in none. */
const batcherOf = processState('messaging.send-batcher', ({ db, log }: Context) => {
  // All of the rows or nothing. Retries on deadlock and serialization failure.
  const write = (rows: readonly NewMessageRow[], options: { waitsForLocks: boolean }) =>
    retryOnConflict(log, () => writeMessages(db, rows, options));
  return new Batcher<NewMessageRow, SendOutcome | undefined>({
    name: 'messages',
    maxConcurrent: 2,
    // A statement of that many takes about 15 ms.
    maxBatch: 200,
    // At a thousand messages a second, the queue is half a second long.
    maxQueued: 500,
    exclusiveKey: ({ conversationId }) => conversationId,
    async write(rows) {
      const outcomes = await write(rows, { waitsForLocks: false });
      const byNr = new Map(outcomes.map((outcome) => [outcome.nr, outcome]));
      return rows.map((_row, nr) => byNr.get(nr));
    },
    writeAlone: async (row) => (await write([row], { waitsForLocks: true }))[0],
  });
});

/**
 * Sends a message, batched with others that arrive while earlier batches run. A single message is not
 * delayed; under load many messages share one commit.
 *
 * @returns the outcome; undefined if the sender is not a participant
 * @param ctx  outside of a transaction
 * @throws a violation of `messages_client` if a concurrent send used the clientId; Unavailable if the queue
 *   is full
 */
export const writeBatched = (ctx: Context, row: NewMessageRow): Promise<SendOutcome | undefined> =>
  batcherOf(ctx).submit(row);
