/** Limits of the home timeline: docs/adr/0008-home-timeline.md explains them. */
export const LIMITS = {
  /**
   * Entries that a rebuild or a backfill writes at most. Older ones are pulled if the viewer scrolls that
   * far.
   */
  maxEntriesWritten: 400,
  /** Entries that the daily trim keeps. */
  maxEntriesKept: 800,
  /**
   * Fan-out skips a member who has not read home for this long; their timeline is rebuilt when they return.
   */
  inactiveMs: 14 * 86_400_000,
  /** Posts of authors with more followers are merged on read … */
  mergeFrom: 10_000,
  /** … until the author has fewer followers than this: the gap prevents flapping. */
  mergeUntil: 8_000,
  /** A repost is folded if its post appeared in home within this time before. */
  foldMs: 86_400_000,
  /** Followers per statement of a fan-out. */
  batch: 5_000,
};
export type Limits = typeof LIMITS;
