import { localTime } from './local-time.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

export interface QuietHours {
  /** Minutes of the local day. From after `until` means over midnight. */
  from: number;
  until: number;
}

const isQuiet = ({ from, until }: QuietHours, minutes: number): boolean =>
  from < until ? minutes >= from && minutes < until : minutes >= from || minutes < until;

/** When a push may go out: null for now, else the end of the quiet hours that stand now, also where clocks change in them. */
export function quietHoursEnd(now: Date, quiet: QuietHours | null, timeZone: string): Date | null {
  if (quiet === null || quiet.from === quiet.until) return null;
  const { minutes } = localTime(now, timeZone);
  if (!isQuiet(quiet, minutes)) return null;
  const minute = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  const minutesLeft = (quiet.until - minutes + DAY_MINUTES) % DAY_MINUTES;
  const end = minute + minutesLeft * MINUTE_MS;
  // A clock change before the end moves it: reckon from what the clock shows then.
  const shown = localTime(new Date(end), timeZone).minutes;
  const shift = ((shown - quiet.until + DAY_MINUTES * 1.5) % DAY_MINUTES) - DAY_MINUTES / 2;
  const isOver = (moment: number) => !isQuiet(quiet, localTime(new Date(moment), timeZone).minutes);
  const candidates = [end, end - shift * MINUTE_MS].filter((moment) => moment > minute && isOver(moment));
  if (candidates.length > 0) return new Date(Math.min(...candidates));
  // Clocks that are set forward jump over the end. One that has passed would be waited for without a pause.
  let moment = minute + MINUTE_MS;
  while (!isOver(moment)) moment += MINUTE_MS;
  return new Date(moment);
}
