import { LinkifyIt, REBuilder } from 'linkify-it';
import topDomains from 'tlds' with { type: 'json' };
import { INVISIBLE } from './invisible.ts';
import { parseUrl } from './parse-url.ts';

/** A link in a text; `start` and `end` count UTF-16 units, for use inside this package only. */
export type FoundLink = { start: number; end: number; url: string };

/**
 * Generic top-level domains under which a bare domain is a link, in addition to every two-letter country
 * domain. Under the others (`forms.gle`) a match is too often the next sentence without its space
 * ("bitti.now"), so a bare domain needs a path.
 */
const GENERIC_DOMAINS = new Set(
  (
    'biz com edu gov info name net org pro aero asia coop museum academy app art blog chat cloud club codes community ' +
    'design dev digital education email events fun games global group guide health host institute jobs legal live ' +
    'media mobi news ngo one online ong page photos press pub school science shop site social software space store ' +
    'studio systems team tech today tools travel university video wiki work works world xxx xyz рф'
  ).split(' '),
);

/**
 * Country domains that are also Turkish or English words, or file extensions: "gel.de", "main.py". A bare
 * domain with one of these is only a link if it looks like an address in another way too.
 */
const AMBIGUOUS_DOMAINS = new Set(
  (
    'ad al am an ar as at az ba be bu by cc cs da de do ee et gel go ha he id in is it ki la ma md me mi mk mm ' +
    'mu my ne no ok on or pl pm ps py rs se sh si so st su ta to ts us va ve ya ye yo za'
  ).split(' '),
);

/**
 * Emoji end a link like a space: "chitlaq.example✨" is an address and an emoji. So do invisible characters:
 * other programs paste a zero-width space or a directional mark after an address, which would then lead
 * nowhere. Written for regular expressions without the `u` flag, because linkify-it builds its own that way.
 */
const EMOJI =
  '[\\ud83c-\\ud83e][\\udc00-\\udfff]|[\\u2300-\\u23ff\\u2600-\\u27bf\\u2b00-\\u2bff' +
  '\\u00ad\\u034f\\u061c\\u180b-\\u180f\\u200b\\u200d-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0]';

class EmojiEndsLinks extends REBuilder {
  override src_ZPCc = `${this.src_Z}|${this.src_P}|${this.src_Cc}|${EMOJI}`;
}

const linkify = new LinkifyIt({ rebuilder: new EmojiEndsLinks(), fuzzyLink: true, fuzzyEmail: false })
  .add('ftp:', null)
  .add('mailto:', null)
  .add('//', null)
  .tlds(
    topDomains.filter((name) => /^[a-z]+$/.test(name)),
    true,
  );

/**
 * Turkish attaches case endings to names with an apostrophe: "https://example.com/afiş'e bak". Their form
 * distinguishes them from an apostrophe that belongs to the address (Kur'an, Côte_d'Ivoire): accusative,
 * dative, genitive, locative, ablative, instrumental, also of a plural, and the additions of -ki and -dır.
 */
const CASE_ENDING = new RegExp(
  `['’](?:${[
    '(?:l[ae]r)?(?:[yn]?[ae]|[yn]?[ıiuü]|n?[ıiuü]n|y?l[ae])',
    '(?:l[ae]r)?n?[dt][ae](?:n|ki(?:l[ae]r)?(?:n[ıi]n?|n[ae]|nd[ae]n?)?)?',
    '(?:l[ae]r)?[dt][ıiuü]r',
    'l[ae]r',
  ].join('|')})$`,
  'u',
);
/**
 * Every http and https link, and every plausible bare domain, in order and without overlap.
 * Cost: linear in the text; 4,000 code points of the worst known input take a few milliseconds.
 */
export function findLinks(text: string): FoundLink[] {
  // Every link contains one of these. Most posts contain neither, and a composer calls this on every key.
  if (!text.includes('.') && !text.includes('://')) return [];

  const links: FoundLink[] = [];
  // An address may contain both apostrophes, but linkify-it only accepts the plain one. Both are one unit.
  for (const match of linkify.match(text.replaceAll('’', "'")) ?? []) {
    const raw = text.slice(match.index, match.lastIndex).replace(CASE_ENDING, '');
    const end = match.index + raw.length;
    // "name@host" with either part: an email address, or "http://bank.example@evil.example". These are not
    // links.
    if (text[end] === '@') continue;
    const isBare = match.schema === '';
    if (isBare && (!mayBeginAt(text, match.index) || !isPlausibleDomain(raw))) continue;
    const url = toUrl(isBare ? `https://${raw}` : raw);
    if (url !== null) links.push({ start: match.index, end, url });
  }
  return links;
}

// Soft hyphens and joiners inside a name: "ban\u00adka.com" is displayed as one word, and "ka.com" is another
// site.
const WITHIN_WORD = new RegExp(`[\\p{L}\\p{M}\\p{N}.-][${INVISIBLE}]+[.-]*$`, 'u');
/** Maximum number of invisible characters before a name that are checked. */
const LOOK_BACK = 100;

/**
 * Whether a bare domain may begin here: not after a #, and not after an invisible character inside a word.
 */
function mayBeginAt(text: string, index: number): boolean {
  return text[index - 1] !== '#' && !WITHIN_WORD.test(text.slice(Math.max(0, index - LOOK_BACK), index));
}

/** True if the whole of `name` is a bare domain, such as `itu.edu.tr`. */
export function isBareDomain(name: string): boolean {
  const link = findLinks(name)[0];
  return link !== undefined && link.start === 0 && link.end === name.length;
}

function isPlausibleDomain(raw: string): boolean {
  const host = /^[^/?#]*/.exec(raw)![0];
  const labels = host.toLowerCase().split('.');
  const top = labels.at(-1)!;
  if (raw.length > host.length || labels[0] === 'www') return true;
  if (top.length === 2) return !AMBIGUOUS_DOMAINS.has(top) || labels.length > 2;
  return GENERIC_DOMAINS.has(top);
}

/** The address as browsers open it: look-alike hosts become punycode, unusual characters are escaped. */
function toUrl(address: string): string | null {
  const url = parseUrl(address);
  if (!url) return null;
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && isHost(url.hostname) && url.username === '' && url.password === '' ? url.href : null;
}

/** A single word is not a public host; it is usually the beginning of "http://name:password@host". */
function isHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname.startsWith('[') || /[^.]\.[^.]/.test(hostname);
}
