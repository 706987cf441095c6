import type { Context } from '../../../platform/context.ts';
import { type Db, isUnavailable, Unavailable } from '../../../platform/db.ts';
import { retryOnConflict } from '../../../platform/retry-on-conflict.ts';
import { type NewMessageRow, type SendOutcome, writeMessages } from './queries.ts';

/** Statements of one process under way at once: while one waits for the disk, the next is worked out. */
const MAX_CONCURRENT = 2;
/** Messages of one statement: some 15 ms of work. */
const MAX_BATCH = 200;
/** What is more is told at once to come again: at a thousand a second, a wait of half a second. */
const MAX_QUEUED = 500;

interface QueuedSend {
  row: NewMessageRow;
  resolve: (outcome: SendOutcome | undefined) => void;
  reject: (error: unknown) => void;
}

/** Sends of one process, on their way to its database. */
class SendBatcher {
  readonly #db: Db;
  readonly #log: Context['log'];
  #queue: QueuedSend[] = [];
  /** Conversations in which one of ours is being written: the next waits for it. */
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
      // What came with the same turn of the loop goes along.
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
    // One that fails must not fail the others, and one that waits for a lock must not keep them waiting.
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

  /** All that may be written, or nothing: what PostgreSQL took back for another's sake is run again as it was. */
  #run(rows: readonly NewMessageRow[], options: { waitsForLocks: boolean }): Promise<SendOutcome[]> {
    return retryOnConflict(this.#log, () => writeMessages(this.#db, rows, options));
  }

  #settle({ row }: QueuedSend, settle: () => void): void {
    this.#busyConversations.delete(row.conversationId);
    settle();
  }
}

/** One of each process's database, for as long as that is open. */
const batchers = new WeakMap<Db, SendBatcher>();

/**
 * Writes a message in one statement with those that come while others are being written. Alone it waits for nothing; in a rush
 * many share one commit, which is what makes a rush bearable.
 *
 * @returns what became of it; undefined where its writer has no seat
 * @throws a violation of `messages_client` when its clientId was used meanwhile; Unavailable when too many wait
 */
export function writeBatched(ctx: Context, row: NewMessageRow): Promise<SendOutcome | undefined> {
  const batcher = batchers.get(ctx.db) ?? new SendBatcher(ctx);
  batchers.set(ctx.db, batcher);
  return batcher.send(row);
}
