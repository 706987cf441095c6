/** Upper limits of the times from a request until the server accepts the email, in seconds. Stored rows count by them: append only. */
const LIMITS = [2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400] as const;

/** The number of counters: one more for what takes longer than a day. */
export const WAIT_BUCKETS = LIMITS.length + 1;

/** The counter of a time, from 1 as PostgreSQL counts. */
export function bucketOf(seconds: number): number {
  const index = LIMITS.findIndex((limit) => seconds <= limit);
  return (index < 0 ? LIMITS.length : index) + 1;
}

/** The median of counted times: within its limits as if they were spread evenly. Null if there are none. */
export function medianSeconds(counts: readonly number[]): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let before = 0;
  for (const [index, count] of counts.entries()) {
    if (before + count >= total / 2) {
      const lower = LIMITS[index - 1] ?? 0;
      const upper = LIMITS[index] ?? lower;
      return Math.max(1, Math.round(lower + ((total / 2 - before) / count) * (upper - lower)));
    }
    before += count;
  }
  return null;
}
