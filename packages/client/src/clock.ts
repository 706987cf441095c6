/** The clocks and the storage of a device. */
export interface Device {
  /** Its date, which may be wrong by any amount and may be changed while a page is open. */
  wall(): number;
  /** Milliseconds since some moment. It is never adjusted, but stops on some devices while they sleep. */
  steady(): number;
  /** What an earlier page has stored. */
  read(): StoredClock | undefined;
  store(stored: StoredClock): void;
}

interface StoredClock {
  /** Server time minus the device's date. */
  offset: number;
  /** Server time of the last answer: the current time is never earlier. */
  lastServerTime: number;
}

/** The Date header has a resolution of one second. */
const SECOND_MS = 1_000;
/** Listeners are notified of larger corrections than this. */
const NOTIFY_ABOVE_MS = 2_000;
/** Minimum interval between stores of the last server time. */
const STORE_INTERVAL_MS = 60_000;
/** Beyond this difference between the date and the steady clock, the time is uncertain. */
const MAX_DRIFT_MS = 60_000;

export type Clock = ReturnType<typeof openClock>;

/**
 * Estimates the server's time from the `Date` of its answers and the time that has passed since. The elapsed
 * time is the maximum of two clocks, the steady clock and the device's date, because the steady clock may
 * stop while the device sleeps.
 */
export function openClock(device: Device) {
  const listeners = new Set<() => void>();
  let base = { server: device.wall(), wall: device.wall(), steady: device.steady() };
  let hasUpdated = false;
  let isSynced = false;
  let storedAt = Number.NEGATIVE_INFINITY;
  let storedOffset = 0;
  /** Lower bound of the server's time at `base`, from an answer and not from the device's date. */
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
     * Lower bound of the server's time. A date that was set ahead does not count. If no page has ever got an
     * answer, it is the device's date.
     */
    atLeast(): number {
      const { wall, steady } = elapsed();
      return Math.round(certain + Math.max(0, Math.min(wall, steady)));
    },
    /** A steady count of milliseconds, to measure durations on this device. */
    steady: device.steady,
    /** Whether this page or an earlier one has got an answer. */
    get isSynced(): boolean {
      return isSynced;
    },
    /** Whether to wait for a new answer before a final decision. */
    get isUncertain(): boolean {
      const { wall, steady } = elapsed();
      return !hasUpdated || Math.abs(wall - steady) > MAX_DRIFT_MS;
    },
    /**
     * Updates the clock with an answer.
     * @param date  milliseconds of its `Date` header
     * @param requestedAt  `steady()` when the request was sent
     */
    update(date: number, requestedAt: number): void {
      const estimate = now();
      const steady = device.steady();
      const latest = date + SECOND_MS + Math.max(0, steady - requestedAt);
      // Keep the estimate if the answer allows it, so that the time does not jump.
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
    /** Calls back when the time was corrected. @returns a function that unsubscribes */
    onCorrected(listen: () => void): () => void {
      listeners.add(listen);
      return () => {
        listeners.delete(listen);
      };
    },
  };
}

const STORAGE_KEY = 'cl_clock';

// This module also runs outside a browser, without storage.
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
      // Storage is full or blocked: the next page learns the time from its first answer.
    }
  },
});

/**
 * The server's time in milliseconds. Use it instead of `Date.now()` for every time that the server has set or
 * will read.
 */
export const serverNow = (): number => clock.now();
