import { firstIdAt } from '../../../platform/id.ts';
import { startOfDay } from '../../../platform/time-zone.ts';

export const MAX_UUID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
export const MIN_UUID = '00000000-0000-0000-0000-000000000000';

/** Ids from `from` on, below `before`. */
export interface IdRange {
  from: string;
  before: string;
}

/** The first id of a time. */
export const firstIdFrom = (moment: Date): string =>
  moment.getTime() <= 0 ? MIN_UUID : firstIdAt(moment.getTime());

/** The range of ids of `since:` and `until:`, as days of a time zone. */
export const dayRange = (days: { since: string | null; until: string | null }, tz: string): IdRange => ({
  from: days.since === null ? MIN_UUID : firstIdFrom(startOfDay(days.since, tz)),
  before: days.until === null ? MAX_UUID : firstIdFrom(startOfDay(days.until, tz)),
});
