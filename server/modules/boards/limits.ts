const DAY_MS = 86_400_000;

/** What is written within this time is published together. */
export const BATCH_MINUTES = 10;
/** Sealed identities are erased after these days. */
export const IDENTITY_DAYS = 180;
/** An account of fewer days only reads. */
export const NEWCOMER_DAYS = 7;
/** A secret that replaces another writes after these days: the longest exclusion. */
export const REPLACED_SECRET_DAYS = 14;
/** A key that replaces another counts after these days. */
export const REPLACED_KEY_DAYS = 3;
/** An opening that is not decided ends after these days. */
export const OPENING_DAYS = 7;
/** Who was found is shown for these days. */
export const FOUND_DAYS = 30;
/** What one author may write in a day. */
export const A_DAY = { posts: 20, threads: 5, ownScans: 100 } as const;

/** Threads that a page of a search for own ones compares, and that a list of own posts may name. */
export const SCANNED_THREADS = 5_000;
export const NAMED_THREADS = 500;

export const daysAfter = (at: Date, days: number): Date => new Date(at.getTime() + days * DAY_MS);
export const daysBefore = (at: Date, days: number): Date => daysAfter(at, -days);

const BATCH_MS = BATCH_MINUTES * 60_000;

/** The time of the batch in which something written now appears. */
export const batchAfter = (now: Date): Date =>
  new Date((Math.floor(now.getTime() / BATCH_MS) + 1) * BATCH_MS);
