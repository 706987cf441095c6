const MINUTE_MS = 60_000;

/**
 * A moment for `format.relativeTime`: `now` itself within the first minute, which then reads "now" instead of counting seconds.
 * Also for a moment in the future, which a wrong clock makes.
 */
export const recentAsNow = (moment: Date, now: Date): Date =>
  now.getTime() - moment.getTime() < MINUTE_MS ? now : moment;
