import { localTime } from './local-time.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

export interface QuietHours {
  /** Minutes of the local day. If later than `until`, the range spans midnight. */
  from: number;
  until: number;
}

const isQuiet = ({ from, until }: QuietHours, minutes: number): boolean =>
  from < until ? minutes >= from && minutes < until : minutes >= from || minutes < until;

/**
 * When a push may be sent: null for now, else the end of the current quiet hours, correct across clock
 * changes.
 */
export function quietHoursEnd(now: Date, quiet: QuietHours | null, timeZone: string): Date | null {
  if (quiet === null || quiet.from === quiet.until) return null;
  const { minutes } = localTime(now, timeZone);
  if (!isQuiet(quiet, minutes)) return null;
  const minute = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  const minutesLeft = (quiet.until - minutes + DAY_MINUTES) % DAY_MINUTES;
  const end = minute + minutesLeft * MINUTE_MS;
  // A clock change before the end shifts it: correct by the local time shown then.
  const shown = localTime(new Date(end), timeZone).minutes;
  const shift = ((shown - quiet.until + DAY_MINUTES * 1.5) % DAY_MINUTES) - DAY_MINUTES / 2;
  const isOver = (moment: number) => !isQuiet(quiet, localTime(new Date(moment), timeZone).minutes);
  const candidates = [end, end - shift * MINUTE_MS].filter((moment) => moment > minute && isOver(moment));
  if (candidates.length > 0) return new Date(Math.min(...candidates));
  // If clocks are set forward over the end, it does not exist. Returning a past time would retry without a
  // pause.
  let moment = minute + MINUTE_MS;
  while (!isOver(moment)) moment += MINUTE_MS;
  return new Date(moment);
}
