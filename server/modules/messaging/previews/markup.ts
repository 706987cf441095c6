import { findForbidden, normalise } from '@chitlaq/text';
import { Parser } from 'htmlparser2';

/** What a page says of itself, as plain text. */
export interface Described {
  title: string;
  description: string | null;
  siteName: string | null;
}

const MOST = { title: 200, description: 300, siteName: 80 };
/** Read at once; between two pieces it is seen whether the head has ended. */
const PIECE = 8_192;

/**
 * What stands in these is no part of the page's head, whatever it is called: a picture's title, a template, what is shown without scripts, and
 * what a browser takes for text.
 */
const APART = new Set(
  'svg math template noscript noembed noframes iframe object textarea xmp select script style'.split(' '),
);

/** What of a page's head is read: its `meta` elements and its title. */
interface Head {
  meta(attributes: Record<string, string>): void;
  title?(text: string): void;
  /** `<?xml … ?>` */
  declaration?(text: string): void;
}

/** Walks through the head of a page, up to its body. */
function walkHead(markup: string, isXml: boolean, head: Head): void {
  let isOver = false;
  let isCdata = false;
  let title: string | undefined;
  /** How many elements are open that are apart. */
  let apart = 0;
  // XML knows five names of characters; pages that are served as XHTML use those of HTML all the same.
  const decoded = (text: string) => (isXml ? withoutReferences(text) : text);
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'body') isOver = true;
        if (APART.has(name)) apart += 1;
        if (isOver || apart > 0) return;
        if (name === 'title') title = '';
        if (name !== 'meta') return;
        head.meta(
          Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, decoded(value)])),
        );
      },
      ontext(text) {
        if (title !== undefined && apart === 0) title += isCdata ? text : decoded(text);
      },
      onclosetag(name) {
        if (APART.has(name)) apart = Math.max(0, apart - 1);
        if (name !== 'title' || apart > 0 || title === undefined) return;
        if (!isOver) head.title?.(title);
        title = undefined;
      },
      oncdatastart() {
        isCdata = true;
      },
      oncdataend() {
        isCdata = false;
      },
      onprocessinginstruction(_name, text) {
        head.declaration?.(text);
      },
    },
    { xmlMode: isXml, decodeEntities: !isXml },
  );
  for (let at = 0; at < markup.length && !isOver; at += PIECE) parser.write(markup.slice(at, at + PIECE));
  parser.end();
}

/** A text of XML with its character references replaced, as HTML names them. */
function withoutReferences(text: string): string {
  if (!text.includes('&')) return text;
  let plain = '';
  const parser = new Parser({
    ontext(part) {
      plain += part;
    },
  });
  parser.end(text);
  return plain;
}

/**
 * Title, description and site name of a page, from its head. Whatever the markup is, plain text comes out: no tags, no
 * control or direction characters, one line, of bounded length.
 *
 * @returns undefined where the page has no title
 */
export function describePage(html: string, { isXml } = { isXml: false }): Described | undefined {
  const found = new Map<string, string>();
  const keep = (name: string, text: string) => {
    if (!found.has(name) && text.trim() !== '') found.set(name, text);
  };
  walkHead(html, isXml, {
    meta({ property = '', name = '', content = '' }) {
      for (const called of `${property} ${name}`.toLowerCase().split(/\s+/)) keep(called, content);
    },
    title: (text) => keep('title', text),
  });

  const first = (names: readonly string[], most: number) => {
    for (const name of names) {
      const text = plain(found.get(name) ?? '', most);
      if (text !== '') return text;
    }
    return null;
  };
  const shown = first(['og:title', 'twitter:title', 'title'], MOST.title);
  if (shown === null) return undefined;
  return {
    title: shown,
    description: first(['og:description', 'twitter:description', 'description'], MOST.description),
    siteName: first(['og:site_name', 'application-name'], MOST.siteName),
  };
}

const graphemes = new Intl.Segmenter('tr', { granularity: 'grapheme' });

/** One line of plain text, of at most so many graphemes. */
function plain(text: string, most: number): string {
  // First of all, because it bounds the cost of everything after it.
  const kept = [...text.slice(0, most * 8)].filter((character) => findForbidden(character) === null).join('');
  const line = normalise(kept)
    .replaceAll(/[\s\u2028\u2029]+/g, ' ')
    .trim();
  const parts = [...graphemes.segment(line)].map(({ segment }) => segment.slice(0, 32));
  return parts.length <= most
    ? parts.join('')
    : `${parts
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

/** How far into a page its own word of its charset is looked for, in bytes. */
const PRESCAN = 16_384;

/** Whether a page is read as XML. */
export const isXhtml = (contentType: string): boolean =>
  /^\s*application\/xhtml\+xml\s*(;|$)/i.test(contentType);

/**
 * The text of a page, by the charset that its mark, its header or its head name; UTF-8 otherwise. A name that nobody knows counts for nothing.
 */
export function decodePage(body: Buffer, contentType: string): string {
  return (
    decoderOf(markOf(body)) ??
    decoderOf(charsetIn(contentType)) ??
    decoderOf(charsetWithin(body, isXhtml(contentType))) ??
    new TextDecoder()
  ).decode(body);
}

function decoderOf(charset: string | undefined): InstanceType<typeof TextDecoder> | undefined {
  if (charset === undefined) return undefined;
  try {
    return new TextDecoder(charset);
  } catch {
    return undefined; // a charset that nobody knows
  }
}

/** What the head of a page says of its charset; the first that is known. */
function charsetWithin(body: Buffer, isXml: boolean): string | undefined {
  const named: (string | undefined)[] = [];
  walkHead(body.toString('latin1', 0, PRESCAN), isXml, {
    meta({ charset, content, 'http-equiv': about = '' }) {
      named.push(charset?.trim());
      if (about.trim().toLowerCase() === 'content-type') named.push(charsetIn(content ?? ''));
    },
    declaration: (text) => named.push(/\sencoding\s*=\s*["']([a-z0-9_:.-]+)["']/i.exec(text)?.[1]),
  });
  const known = named.find((charset) => decoderOf(charset) !== undefined);
  // Whoever could read it as far as here did not read UTF-16.
  return known !== undefined && /^utf-?16/i.test(known) ? 'utf-8' : known;
}

const charsetIn = (text: string): string | undefined =>
  /charset\s*=\s*["']?\s*([a-z0-9_:.-]+)/i.exec(text)?.[1];

function markOf(body: Buffer): string | undefined {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8';
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  return body[0] === 0xff && body[1] === 0xfe ? 'utf-16le' : undefined;
}
