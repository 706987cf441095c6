/** What a device can tell about time. */
export interface Device {
  /** Its date, which may be wrong by any amount and may be set while a page is open. */
  wall(): number;
  /** Milliseconds since some moment: never set, but stops on some devices while they sleep. */
  steady(): number;
  /** What an earlier page has learned. */
  read(): StoredClock | undefined;
  store(stored: StoredClock): void;
}

interface StoredClock {
  /** Server time minus the device's date. */
  offset: number;
  /** Server time of the last answer: it is never earlier than this. */
  lastServerTime: number;
}

/** An answer states whole seconds. */
const SECOND_MS = 1_000;
/** A correction of more than this is told to listeners. */
const NOTIFY_ABOVE_MS = 2_000;
/** The last heard time is kept this often at most. */
const STORE_INTERVAL_MS = 60_000;
/** The date and the steady clock may differ by this much before the time counts as doubtful. */
const MAX_DRIFT_MS = 60_000;

export type Clock = ReturnType<typeof openClock>;

/**
 * Reckons the server's time from the `Date` of its answers and from what has passed since.
 * Between two answers the longer of two spans counts: the steady clock, or the device's date if that has moved further, since
 * the steady clock may stand still while the device sleeps.
 */
export function openClock(device: Device) {
  const listeners = new Set<() => void>();
  let base = { server: device.wall(), wall: device.wall(), steady: device.steady() };
  let hasUpdated = false;
  let isSynced = false;
  let storedAt = Number.NEGATIVE_INFINITY;
  let storedOffset = 0;
  /** What the server's time was at least at `base`: what an answer has said, not what the device's date makes of it. */
  let certain = base.wall;

  const stored = device.read();
  if (stored) {
    base.server = Math.max(base.wall + stored.offset, stored.lastServerTime);
    isSynced = true;
    certain = stored.lastServerTime;
  }

  const elapsed = () => ({ wall: device.wall() - base.wall, steady: device.steady() - base.steady });
  const now = (): number => {
    const { wall, steady } = elapsed();
    return Math.round(base.server + Math.max(wall, steady));
  };

  return {
    now,
    /**
     * What the server's time is at least, on this device: a date that is set ahead does not count. Where it has heard no answer in any
     * page, its date is all there is.
     */
    atLeast(): number {
      const { wall, steady } = elapsed();
      return Math.round(certain + Math.max(0, Math.min(wall, steady)));
    },
    /** A steady count of milliseconds, for spans on this device. */
    steady: device.steady,
    /** Whether an answer has been heard, in this page or in an earlier one. */
    get isSynced(): boolean {
      return isSynced;
    },
    /** Whether a new answer should be heard before anything is decided for good. */
    get isUncertain(): boolean {
      const { wall, steady } = elapsed();
      return !hasUpdated || Math.abs(wall - steady) > MAX_DRIFT_MS;
    },
    /**
     * Takes the time of an answer.
     * @param date  milliseconds of its `Date` header
     * @param requestedAt  `steady()` when the request left
     */
    update(date: number, requestedAt: number): void {
      const estimate = now();
      const steady = device.steady();
      const latest = date + SECOND_MS + Math.max(0, steady - requestedAt);
      // What is believed stays where the answer allows it: two answers do not make the time jump.
      const server = isSynced ? Math.min(Math.max(estimate, date), latest) : date + SECOND_MS / 2;
      base = { server, wall: device.wall(), steady };
      certain = date;
      hasUpdated = true;
      isSynced = true;
      const offset = server - base.wall;
      if (steady - storedAt >= STORE_INTERVAL_MS || Math.abs(offset - storedOffset) > NOTIFY_ABOVE_MS) {
        storedAt = steady;
        storedOffset = offset;
        device.store({ offset, lastServerTime: date });
      }
      if (Math.abs(server - estimate) > NOTIFY_ABOVE_MS) for (const listen of listeners) listen();
    },
    /** Calls back when the time has been corrected. @returns ends it */
    onCorrected(listen: () => void): () => void {
      listeners.add(listen);
      return () => {
        listeners.delete(listen);
      };
    },
  };
}

const STORAGE_KEY = 'cl_clock';

// Also read by programs that run outside a browser, where nothing is kept.
const browser = globalThis as {
  document?: unknown;
  localStorage?: { getItem(key: string): string | null; setItem(key: string, value: string): void };
};

export const clock = openClock({
  wall: () => Date.now(),
  steady: () => performance.now(),
  read() {
    if (browser.document === undefined) return undefined;
    try {
      const { offset, lastServerTime } = JSON.parse(browser.localStorage?.getItem(STORAGE_KEY) ?? '{}');
      return Number.isFinite(offset) && Number.isFinite(lastServerTime)
        ? { offset, lastServerTime }
        : undefined;
    } catch {
      return undefined;
    }
  },
  store(stored) {
    if (browser.document === undefined) return;
    try {
      browser.localStorage?.setItem(STORAGE_KEY, JSON.stringify(stored));
    } catch {
      // Storage is full or closed: the next page learns the time from its first answer.
    }
  },
});

/** The server's time in milliseconds. Use it in place of `Date.now()` for every moment that the server has named or will read. */
export const serverNow = (): number => clock.now();
