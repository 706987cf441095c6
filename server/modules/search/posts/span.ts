import { firstIdAt } from '../../../platform/id.ts';
import { startOfDay } from '../../../platform/time-zone.ts';

export const NEWEST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
export const OLDEST = '00000000-0000-0000-0000-000000000000';

/** Ids from `from` on, below `before`. */
export interface Span {
  from: string;
  before: string;
}

/** The first id of a moment. */
export const idFrom = (moment: Date): string =>
  moment.getTime() <= 0 ? OLDEST : firstIdAt(moment.getTime());

/** The span of ids that `since:` and `until:` name, as days of a time zone. */
export const daysOf = (days: { since: string | null; until: string | null }, tz: string): Span => ({
  from: days.since === null ? OLDEST : idFrom(startOfDay(days.since, tz)),
  before: days.until === null ? NEWEST : idFrom(startOfDay(days.until, tz)),
});
