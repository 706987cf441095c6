import { localTime } from './local-time.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

export interface QuietHours {
  /** Minutes of the local day. From after `until` means over midnight. */
  from: number;
  until: number;
}

/** When a push may go out: null for now, else the end of the quiet hours that stand now, also where clocks change in them. */
export function quietUntil(now: Date, quiet: QuietHours | null, timeZone: string): Date | null {
  if (quiet === null || quiet.from === quiet.until) return null;
  const { minutes } = localTime(now, timeZone);
  const isQuiet =
    quiet.from < quiet.until
      ? minutes >= quiet.from && minutes < quiet.until
      : minutes >= quiet.from || minutes < quiet.until;
  if (!isQuiet) return null;
  const left = (quiet.until - minutes + DAY_MINUTES) % DAY_MINUTES;
  const end = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS + left * MINUTE_MS);
  // A clock change before the end moves it: reckon from what the clock shows then.
  const off =
    ((localTime(end, timeZone).minutes - quiet.until + DAY_MINUTES * 1.5) % DAY_MINUTES) - DAY_MINUTES / 2;
  return new Date(end.getTime() - off * MINUTE_MS);
}
