const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const CLOCK = String.raw`(?<hours>\d\d):(?<minutes>\d\d):(?<seconds>\d\d)`;
/** The three forms of an HTTP date (RFC 9110 §5.6.7), all in UTC: IMF-fixdate, RFC 850, asctime. */
const FORMS = [
  String.raw`^\w{3}, (?<day>\d\d) (?<month>\w{3}) (?<year>\d{4}) ${CLOCK} GMT$`,
  String.raw`^\w{6,9}, (?<day>\d\d)-(?<month>\w{3})-(?<year>\d\d) ${CLOCK} GMT$`,
  String.raw`^\w{3} (?<month>\w{3}) (?<day>[ \d]\d) ${CLOCK} (?<year>\d{4})$`,
].map((form) => new RegExp(form));
const FIFTY_YEARS_MS = 50 * 365.25 * 86_400_000;

/** Parses an HTTP date in any of the three forms to milliseconds since 1970; undefined if malformed. */
export function readHttpDate(text: string, now = Date.now()): number | undefined {
  for (const form of FORMS) {
    const parts = form.exec(text.trim())?.groups;
    if (parts === undefined) continue;
    const { day, month = '', year = '', hours, minutes, seconds } = parts;
    const at = (inYear: number) =>
      Date.UTC(inYear, MONTHS.indexOf(month), Number(day), Number(hours), Number(minutes), Number(seconds));
    if (!MONTHS.includes(month)) return undefined;
    if (year.length === 4) return at(Number(year));
    // Two-digit years: the century in which the date is at most 50 years ahead.
    const century = Math.floor(new Date(now).getUTCFullYear() / 100) * 100;
    const near = at(century + Number(year));
    return near - now > FIFTY_YEARS_MS ? at(century - 100 + Number(year)) : near;
  }
  return undefined;
}

/**
 * The seconds of a `Retry-After` header (RFC 9110 §10.2.3): a number or an HTTP date.
 * @param date  `Date` of the same response: a date is relative to it, because this device's clock may be wrong
 * @returns undefined if it is missing, malformed or in the past
 */
export function retryAfterSeconds(
  header: string | null | undefined,
  date: string | null | undefined,
  now = Date.now(),
): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) || undefined;
  const until = readHttpDate(text, now);
  if (until === undefined) return undefined;
  const from = readHttpDate(date ?? '', now) ?? now;
  return until > from ? Math.ceil((until - from) / 1_000) : undefined;
}
