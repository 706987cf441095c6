import { graphemeStarts } from './graphemes.ts';
import { isBlank } from './invisible.ts';

/**
 * Maximum number of characters of a displayed link. The rest of the address is kept for copying and for
 * screen readers.
 */
export const DISPLAY_LINK_MAX = 40;

const SCHEME = /^https?:\/\/(?:www\.)?/i;
const HOST = /^[^/?#:\\]*/;
/** Letters of European alphabets. In a host that also has letters of another alphabet, those probably imitate these. */
const LATIN = /[a-z\u00c0-\u024f]/i;
const LATIN_HOST = /^[a-z\d\u00c0-\u024f.-]*$/i;
const WORDS_HOST = /^[\p{L}\p{M}\p{N}.-]*$/u;

export interface DisplayedLink {
  before: string;
  shown: string;
  after: string;
  /** The host is longer than `shown`. Its beginning is in `before`, so show an ellipsis in front. */
  isHostCut: boolean;
}

/**
 * Shortens a link for display: without its scheme, and at most {@link DISPLAY_LINK_MAX} characters. The end of the host says where the link
 * leads, so it is always shown; of a longer host only the end is. The three parts together are the address; `before` and `after` are
 * not displayed.
 *
 * @param address  as it was written
 * @param url  as browsers open it; shown instead of an address whose host could be mistaken for another one
 */
export function displayLink(address: string, url = address): DisplayedLink {
  const text = misleads(hostOf(address)) ? url : address;
  const scheme = SCHEME.exec(text)?.[0] ?? '';
  const rest = text.slice(scheme.length);
  const host = HOST.exec(rest)?.[0] ?? '';
  const hostStarts = [...graphemeStarts(host)];
  if (hostStarts.length > DISPLAY_LINK_MAX + 1) {
    const from = hostStarts.at(-DISPLAY_LINK_MAX) ?? 0;
    return {
      before: scheme + rest.slice(0, from),
      shown: host.slice(from),
      after: rest.slice(host.length),
      isHostCut: true,
    };
  }
  const starts: number[] = [];
  for (const start of graphemeStarts(rest)) {
    starts.push(start);
    // One more than fits is as wide as the ellipsis.
    if (starts.length > DISPLAY_LINK_MAX + 1) {
      const end = starts[Math.max(DISPLAY_LINK_MAX, hostStarts.length)];
      return { before: scheme, shown: rest.slice(0, end), after: rest.slice(end), isHostCut: false };
    }
  }
  return { before: scheme, shown: rest, after: '', isHostCut: false };
}

const hostOf = (address: string): string => HOST.exec(address.replace(SCHEME, ''))?.[0] ?? '';

/** Whether a host may look like another: it mixes alphabets, or holds signs such as a slash that is none. */
const misleads = (host: string): boolean =>
  !LATIN_HOST.test(host) && (LATIN.test(host) || !WORDS_HOST.test(host));

/**
 * Collapses blank lines for display: of consecutive ones only the first stays, and none at either end.
 * Removed code points become empty strings, so that offsets stay.
 */
export function collapseBlankLines(points: readonly string[]): string[] {
  const shown = [...points];
  const lines: { from: number; to: number; isBlank: boolean }[] = [];
  for (let from = 0; from <= points.length; ) {
    const end = points.indexOf('\n', from);
    const to = end === -1 ? points.length : end;
    lines.push({ from, to, isBlank: isBlank(points.slice(from, to).join('')) });
    from = to + 1;
  }
  const last = lines.findLastIndex((line) => !line.isBlank);
  let isAfterBlank = true; // after a blank line, or at the beginning
  lines.forEach((line, index) => {
    if (line.isBlank && (isAfterBlank || index > last)) {
      // With the preceding line end at the end of the text, otherwise with the following one.
      const [from, to] = index > last ? [line.from - 1, line.to] : [line.from, line.to + 1];
      shown.fill('', Math.max(0, from), to);
    }
    isAfterBlank = line.isBlank;
  });
  return shown;
}

const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Isolates a right-to-left name or word inside a sentence of plain text (a push notification, a subject line,
 * a label), so that it does not reorder the text around it. In markup, use `<bdi>`.
 */
export function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}
