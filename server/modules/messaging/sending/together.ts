import type { Context } from '../../../platform/context.ts';
import { type Db, isUnavailable, Unavailable } from '../../../platform/db.ts';
import { runAgainIfLost } from '../../../platform/lost-races.ts';
import { type NewRow, type Outcome, writeMessages } from './queries.ts';

/** Statements of one process under way at once: while one waits for the disk, the next is worked out. */
const LANES = 2;
/** Messages of one statement: some 15 ms of work. */
const MOST = 200;
/** What is more is told at once to come again: at a thousand a second, a wait of half a second. */
const WAITING_MOST = 500;

interface Waiting {
  row: NewRow;
  resolve: (outcome: Outcome | undefined) => void;
  reject: (error: unknown) => void;
}

/** Sends of one process, on their way to its database. */
class Gate {
  readonly #db: Db;
  readonly #log: Context['log'];
  #waiting: Waiting[] = [];
  /** Conversations in which one of ours is being written: the next waits for it. */
  readonly #taken = new Set<string>();
  #lanes = 0;
  #isDue = false;

  constructor({ db, log }: Context) {
    this.#db = db;
    this.#log = log;
  }

  send(row: NewRow): Promise<Outcome | undefined> {
    if (this.#waiting.length >= WAITING_MOST)
      return Promise.reject(new Unavailable(`${WAITING_MOST} messages wait to be written`));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ row, resolve, reject });
      if (this.#isDue || this.#lanes === LANES) return;
      this.#isDue = true;
      // What came with the same turn of the loop goes along.
      setImmediate(() => {
        this.#isDue = false;
        this.#fill();
      });
    });
  }

  #fill(): void {
    while (this.#lanes < LANES) {
      const batch = this.#take();
      if (batch.length === 0) return;
      void this.#write(batch);
    }
  }

  #take(): Waiting[] {
    const batch: Waiting[] = [];
    const left: Waiting[] = [];
    for (const one of this.#waiting) {
      const { conversationId } = one.row;
      if (batch.length === MOST || this.#taken.has(conversationId)) left.push(one);
      else {
        this.#taken.add(conversationId);
        batch.push(one);
      }
    }
    this.#waiting = left;
    return batch;
  }

  async #write(batch: Waiting[]): Promise<void> {
    this.#lanes++;
    const alone: Waiting[] = [];
    try {
      const rows = batch.map(({ row }) => row);
      const written = await this.#run(rows, { waits: false });
      const outcomes = new Map(written.map((outcome) => [outcome.nr, outcome]));
      for (const [nr, one] of batch.entries()) {
        const outcome = outcomes.get(nr);
        if (outcome === undefined) alone.push(one);
        else this.#settle(one, () => one.resolve(outcome));
      }
    } catch (error) {
      if (batch.length > 1 && !isUnavailable(error as Error)) alone.push(...batch);
      else for (const one of batch) this.#settle(one, () => one.reject(error));
    }
    this.#lanes--;
    // One that fails must not fail the others, and one that waits for a lock must not keep them waiting.
    for (const one of alone) void this.#writeAlone(one);
    this.#fill();
  }

  async #writeAlone(one: Waiting): Promise<void> {
    try {
      const [outcome] = await this.#run([one.row], { waits: true });
      this.#settle(one, () => one.resolve(outcome));
    } catch (error) {
      this.#settle(one, () => one.reject(error));
    }
    this.#fill();
  }

  /** All that may be written, or nothing: what PostgreSQL took back for another's sake is run again as it was. */
  #run(rows: readonly NewRow[], options: { waits: boolean }): Promise<Outcome[]> {
    return runAgainIfLost(this.#log, () => writeMessages(this.#db, rows, options));
  }

  #settle({ row }: Waiting, answer: () => void): void {
    this.#taken.delete(row.conversationId);
    answer();
  }
}

/** One of each process's database, for as long as that is open. */
const gates = new WeakMap<Db, Gate>();

/**
 * Writes a message in one statement with those that come while others are being written. Alone it waits for nothing; in a rush
 * many share one commit, which is what makes a rush bearable.
 *
 * @returns what became of it; undefined where its writer has no seat
 * @throws a violation of `messages_client` when its clientId was used meanwhile; Unavailable when too many wait
 */
export function writeTogether(ctx: Context, row: NewRow): Promise<Outcome | undefined> {
  const gate = gates.get(ctx.db) ?? new Gate(ctx);
  gates.set(ctx.db, gate);
  return gate.send(row);
}
