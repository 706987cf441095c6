import { isUnavailable, Unavailable } from './db.ts';
import { activeSpan, inSpan, outsideSpan, type Span } from './tracing/index.ts';

export interface BatcherOptions<Item, Outcome> {
  /** What is batched, for the error of a full queue. */
  name: string;
  /** Batches that run at once: while one waits for the disk, the next one executes. */
  maxConcurrent: number;
  /** Items of one batch at most. */
  maxBatch: number;
  /** Items that wait at most. Further ones are rejected with 503 at once. */
  maxQueued: number;
  /** Of several items with the same key, one is in progress at a time. */
  exclusiveKey(item: Item): string;
  /** Of several items with a key in common, only those of one batch are in progress at a time. */
  sharedKeys?(item: Item): readonly string[];
  /**
   * Writes all of the items in one commit, or nothing. It should not wait for locks.
   * @returns an outcome for each item; undefined for one that must be written alone, because something that it needs is locked
   */
  write(items: readonly Item[]): Promise<readonly (Outcome | undefined)[]>;
  /** Writes an item that its batch could not write. It may wait for locks. */
  writeAlone(item: Item): Promise<Outcome>;
}

interface Queued<Item, Outcome> {
  item: Item;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
  /** Of the request that submitted it, if that is traced. */
  span: Span | undefined;
}

/** A key in progress, and how many items of its batch have it. */
interface Claim {
  batch: symbol;
  items: number;
}

/**
 * Batches the writes of one process (docs/adr/0013, 0054). What arrives while earlier batches run is written in the next one: a
 * single item waits for nothing, and a rush makes larger batches by itself.
 */
export class Batcher<Item, Outcome> {
  readonly #options: BatcherOptions<Item, Outcome>;
  #queue: Queued<Item, Outcome>[] = [];
  readonly #claims = new Map<string, Claim>();
  #running = 0;
  #isScheduled = false;

  constructor(options: BatcherOptions<Item, Outcome>) {
    this.#options = options;
  }

  /** @throws Unavailable if the queue is full */
  submit(item: Item): Promise<Outcome> {
    const { name, maxConcurrent, maxQueued } = this.#options;
    if (this.#queue.length >= maxQueued)
      return Promise.reject(new Unavailable(`${maxQueued} ${name} wait to be written`));
    return new Promise((resolve, reject) => {
      this.#queue.push({ item, resolve, reject, span: activeSpan() });
      if (this.#isScheduled || this.#running === maxConcurrent) return;
      this.#isScheduled = true;
      // Wait for other items of the same event loop turn.
      setImmediate(() => {
        this.#isScheduled = false;
        this.#startBatches();
      });
    });
  }

  #startBatches(): void {
    while (this.#running < this.#options.maxConcurrent) {
      const batch = this.#nextBatch();
      if (batch.length === 0) return;
      void this.#write(batch);
    }
  }

  #nextBatch(): Queued<Item, Outcome>[] {
    const id = Symbol();
    const batch: Queued<Item, Outcome>[] = [];
    const remaining: Queued<Item, Outcome>[] = [];
    for (const queued of this.#queue) {
      const fits = batch.length < this.#options.maxBatch && this.#claim(queued.item, id);
      (fits ? batch : remaining).push(queued);
    }
    this.#queue = remaining;
    return batch;
  }

  #keysOf(item: Item): { exclusive: string; shared: string[] } {
    const shared = this.#options.sharedKeys?.(item) ?? [];
    return {
      exclusive: `exclusive ${this.#options.exclusiveKey(item)}`,
      shared: shared.map((key) => `shared ${key}`),
    };
  }

  #claim(item: Item, batch: symbol): boolean {
    const { exclusive, shared } = this.#keysOf(item);
    const isTaken = (key: string) => (this.#claims.get(key)?.batch ?? batch) !== batch;
    if (this.#claims.has(exclusive) || shared.some(isTaken)) return false;
    for (const key of [exclusive, ...shared]) {
      const claim = this.#claims.get(key);
      if (claim === undefined) this.#claims.set(key, { batch, items: 1 });
      else claim.items += 1;
    }
    return true;
  }

  #release(item: Item): void {
    const { exclusive, shared } = this.#keysOf(item);
    for (const key of [exclusive, ...shared]) {
      const claim = this.#claims.get(key);
      if (claim === undefined) continue;
      claim.items -= 1;
      if (claim.items === 0) this.#claims.delete(key);
    }
  }

  async #write(batch: Queued<Item, Outcome>[]): Promise<void> {
    this.#running++;
    const retries: Queued<Item, Outcome>[] = [];
    try {
      const outcomes = await this.#traced(batch, () => this.#options.write(batch.map(({ item }) => item)));
      for (const [nr, queued] of batch.entries()) {
        const outcome = outcomes[nr];
        if (outcome === undefined) retries.push(queued);
        else this.#settle(queued, () => queued.resolve(outcome));
      }
    } catch (error) {
      if (batch.length > 1 && !isUnavailable(error as Error)) retries.push(...batch);
      else for (const queued of batch) this.#settle(queued, () => queued.reject(error));
    }
    this.#running--;
    // Alone: an item that fails must not fail the others, and one that waits for a lock must not delay them.
    for (const queued of retries) void this.#writeAlone(queued);
    this.#startBatches();
  }

  async #writeAlone(queued: Queued<Item, Outcome>): Promise<void> {
    try {
      const outcome = await this.#traced([queued], () => this.#options.writeAlone(queued.item));
      this.#settle(queued, () => queued.resolve(outcome));
    } catch (error) {
      this.#settle(queued, () => queued.reject(error));
    }
    this.#startBatches();
  }

  /** A batch belongs to the trace of its first traced request. The others only have a link to it. */
  #traced<T>(batch: readonly Queued<Item, Outcome>[], write: () => Promise<T>): Promise<T> {
    const [first, ...others] = batch.flatMap(({ span }) => span ?? []);
    if (first === undefined) return outsideSpan(write);
    return inSpan(
      `write ${this.#options.name}`,
      {
        parent: first,
        attributes: { 'batch.size': batch.length },
        links: others.map((span) => ({ context: span.spanContext() })),
      },
      write,
    );
  }

  #settle({ item }: Queued<Item, Outcome>, settle: () => void): void {
    this.#release(item);
    settle();
  }
}
