import type { Context } from '../../../platform/context.ts';
import { type Db, isUnavailable, Unavailable } from '../../../platform/db.ts';
import { processState } from '../../../platform/process-state.ts';
import { retryOnConflict } from '../../../platform/retry-on-conflict.ts';
import { type NewMessageRow, type SendOutcome, writeMessages } from './queries.ts';

/** Concurrent statements per process: while one waits for the disk, the next one executes. */
const MAX_CONCURRENT = 2;
/** Maximum messages per statement, which takes about 15 ms. */
const MAX_BATCH = 200;
/**
 * Messages beyond this are rejected with 503 at once. At a thousand messages a second, the queue is half a
 * second long.
 */
const MAX_QUEUED = 500;

interface QueuedSend {
  row: NewMessageRow;
  resolve: (outcome: SendOutcome | undefined) => void;
  reject: (error: unknown) => void;
}

/** Batches the sends of one process. */
class SendBatcher {
  readonly #db: Db;
  readonly #log: Context['log'];
  #queue: QueuedSend[] = [];
  /** Conversations with a message in progress; the next message of each waits. */
  readonly #busyConversations = new Set<string>();
  #running = 0;
  #isScheduled = false;

  constructor({ db, log }: Context) {
    this.#db = db;
    this.#log = log;
  }

  send(row: NewMessageRow): Promise<SendOutcome | undefined> {
    if (this.#queue.length >= MAX_QUEUED)
      return Promise.reject(new Unavailable(`${MAX_QUEUED} messages wait to be written`));
    return new Promise((resolve, reject) => {
      this.#queue.push({ row, resolve, reject });
      if (this.#isScheduled || this.#running === MAX_CONCURRENT) return;
      this.#isScheduled = true;
      // Wait for other sends of the same event loop turn.
      setImmediate(() => {
        this.#isScheduled = false;
        this.#startBatches();
      });
    });
  }

  #startBatches(): void {
    while (this.#running < MAX_CONCURRENT) {
      const batch = this.#nextBatch();
      if (batch.length === 0) return;
      void this.#write(batch);
    }
  }

  #nextBatch(): QueuedSend[] {
    const batch: QueuedSend[] = [];
    const remaining: QueuedSend[] = [];
    for (const queued of this.#queue) {
      const { conversationId } = queued.row;
      if (batch.length === MAX_BATCH || this.#busyConversations.has(conversationId)) remaining.push(queued);
      else {
        this.#busyConversations.add(conversationId);
        batch.push(queued);
      }
    }
    this.#queue = remaining;
    return batch;
  }

  async #write(batch: QueuedSend[]): Promise<void> {
    this.#running++;
    const retries: QueuedSend[] = [];
    try {
      const rows = batch.map(({ row }) => row);
      const written = await this.#run(rows, { waitsForLocks: false });
      const outcomes = new Map(written.map((outcome) => [outcome.nr, outcome]));
      for (const [nr, queued] of batch.entries()) {
        const outcome = outcomes.get(nr);
        if (outcome === undefined) retries.push(queued);
        else this.#settle(queued, () => queued.resolve(outcome));
      }
    } catch (error) {
      if (batch.length > 1 && !isUnavailable(error as Error)) retries.push(...batch);
      else for (const queued of batch) this.#settle(queued, () => queued.reject(error));
    }
    this.#running--;
    // Retry alone: a failing message must not fail the others, and a message that waits for a lock must not
    // delay them.
    for (const queued of retries) void this.#retryAlone(queued);
    this.#startBatches();
  }

  async #retryAlone(queued: QueuedSend): Promise<void> {
    try {
      const [outcome] = await this.#run([queued.row], { waitsForLocks: true });
      this.#settle(queued, () => queued.resolve(outcome));
    } catch (error) {
      this.#settle(queued, () => queued.reject(error));
    }
    this.#startBatches();
  }

  /** Sends all of the batch or nothing. Retries on deadlock and serialization failure. */
  #run(rows: readonly NewMessageRow[], options: { waitsForLocks: boolean }): Promise<SendOutcome[]> {
    return retryOnConflict(this.#log, () => writeMessages(this.#db, rows, options));
  }

  #settle({ row }: QueuedSend, settle: () => void): void {
    this.#busyConversations.delete(row.conversationId);
    settle();
  }
}

/** Created outside of transactions: `writeBatched` runs in none. */
const batcherOf = processState('messaging.send-batcher', (ctx: Context) => new SendBatcher(ctx));

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
  batcherOf(ctx).send(row);
