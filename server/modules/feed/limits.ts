/** Figures of the home timeline: docs/adr/0008-home-timeline.md says where they come from. */
export const LIMITS = {
  /** A rebuild and a backfill write at most so many entries; what is older is pulled when somebody scrolls that far. */
  maxEntriesWritten: 400,
  /** The daily trim leaves so many. */
  maxEntriesKept: 800,
  /** Who has not read for so long is skipped by fan-out, and rebuilt on return. */
  inactiveMs: 14 * 86_400_000,
  /** Authors with more followers are merged in when read … */
  mergeFrom: 10_000,
  /** … until they have fewer than this: a gap, so that nobody goes to and fro. */
  mergeUntil: 8_000,
  /** A repost of what stood at home so shortly before is not shown again. */
  foldMs: 86_400_000,
  /** Followers per statement of a fan-out. */
  batch: 5_000,
};
export type Limits = typeof LIMITS;
