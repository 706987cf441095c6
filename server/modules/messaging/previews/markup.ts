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
 * Title, description and site name of a page, from its head. Whatever the markup is, plain text comes out: no tags, no
 * control or direction characters, one line, of bounded length.
 *
 * @returns undefined where the page has no title
 */
export function describePage(html: string): Described | undefined {
  const found = new Map<string, string>();
  const keep = (name: string, text: string) => {
    if (!found.has(name) && text.trim() !== '') found.set(name, text);
  };
  let title: string | undefined;
  let isOver = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'body') isOver = true;
      if (isOver) return;
      if (name === 'title') title ??= '';
      const { property, name: called, content } = attributes;
      if (name === 'meta' && content) keep((property ?? called ?? '').toLowerCase(), content);
    },
    ontext(text) {
      if (!isOver && title !== undefined && !found.has('title')) title += text;
    },
    onclosetag(name) {
      if (name === 'title' && title !== undefined) keep('title', title);
    },
  });
  for (let at = 0; at < html.length && !isOver; at += PIECE) parser.write(html.slice(at, at + PIECE));
  parser.end();

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

/** How far into a page its own word of its charset is looked for, in bytes, as browsers do. */
const PRESCAN = 1_024;

/** The text of a page, by the charset that its header, its mark or its head name; UTF-8 otherwise. */
export function decodePage(body: Buffer, contentType: string): string {
  const named =
    markOf(body) ??
    charsetIn(contentType) ??
    charsetIn(body.toString('latin1', 0, PRESCAN).match(/<meta[^>]+charset[^>]*>/i)?.[0] ?? '');
  try {
    return new TextDecoder(named ?? 'utf-8').decode(body);
  } catch {
    return new TextDecoder().decode(body); // a charset that nobody knows
  }
}

const charsetIn = (text: string): string | undefined =>
  /charset\s*=\s*["']?\s*([a-z0-9_:.-]+)/i.exec(text)?.[1];

function markOf(body: Buffer): string | undefined {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8';
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  return body[0] === 0xff && body[1] === 0xfe ? 'utf-16le' : undefined;
}
