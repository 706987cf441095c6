import { Parser } from 'htmlparser2';
import { toPlainLine } from '../../../platform/text.ts';

/** A page's metadata. Texts are plain. */
export interface PageMetadata {
  title: string;
  description: string | null;
  siteName: string | null;
  /** As the page wrote it, possibly relative. Nothing about it is checked. */
  pictureUrl: string | undefined;
}

const MAX = { title: 200, description: 300, siteName: 80 };
/** Characters per parser write; between two writes it checks whether the head has ended. */
const CHUNK_CHARACTERS = 8_192;

/**
 * Elements whose content is not part of the head, whatever it contains: titles of SVG images, templates,
 * `noscript`, and what browsers treat as text.
 */
const IGNORED_ELEMENTS = new Set(
  'svg math template noscript noembed noframes iframe object textarea xmp select script style'.split(' '),
);

/** Handlers for the parts of a head that matter: `meta` elements and the title. */
interface Head {
  meta(attributes: Record<string, string>): void;
  title?(text: string): void;
  /** `<?xml … ?>` */
  declaration?(text: string): void;
}

/** Parses the head of a page, up to its body. */
function parseHead(markup: string, isXml: boolean, head: Head): void {
  let isHeadOver = false;
  let isCdata = false;
  let title: string | undefined;
  /** Depth of open ignored elements. */
  let ignoredDepth = 0;
  // XML has five named entities, but pages served as XHTML use those of HTML anyway.
  const decode = (text: string) => (isXml ? decodeReferences(text) : text);
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'body') isHeadOver = true;
        if (IGNORED_ELEMENTS.has(name)) ignoredDepth += 1;
        if (isHeadOver || ignoredDepth > 0) return;
        if (name === 'title') title = '';
        if (name !== 'meta') return;
        head.meta(Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, decode(value)])));
      },
      ontext(text) {
        if (title !== undefined && ignoredDepth === 0) title += isCdata ? text : decode(text);
      },
      onclosetag(name) {
        if (IGNORED_ELEMENTS.has(name)) ignoredDepth = Math.max(0, ignoredDepth - 1);
        if (name !== 'title' || ignoredDepth > 0 || title === undefined) return;
        if (!isHeadOver) head.title?.(title);
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
  for (let offset = 0; offset < markup.length && !isHeadOver; offset += CHUNK_CHARACTERS)
    parser.write(markup.slice(offset, offset + CHUNK_CHARACTERS));
  parser.end();
}

/** Decodes character references in a text of an XML page, including HTML's names. */
function decodeReferences(text: string): string {
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
 * Title, description, site name and picture from the head of a page. Texts are plain text for any markup: no tags, no
 * control or bidi characters, one line, of bounded length.
 *
 * @returns undefined if the page has no title
 */
export function readPageMetadata(html: string, { isXml } = { isXml: false }): PageMetadata | undefined {
  const found = new Map<string, string>();
  const add = (name: string, text: string) => {
    if (!found.has(name) && text.trim() !== '') found.set(name, text);
  };
  parseHead(html, isXml, {
    meta({ property = '', name = '', content = '' }) {
      for (const propertyName of `${property} ${name}`.toLowerCase().split(/\s+/)) add(propertyName, content);
    },
    title: (text) => add('title', text),
  });

  const first = (names: readonly string[], maxGraphemes: number) => {
    for (const name of names) {
      const text = toPlainText(found.get(name) ?? '', maxGraphemes);
      if (text !== '') return text;
    }
    return null;
  };
  const pageTitle = first(['og:title', 'twitter:title', 'title'], MAX.title);
  if (pageTitle === null) return undefined;
  return {
    title: pageTitle,
    description: first(['og:description', 'twitter:description', 'description'], MAX.description),
    siteName: first(['og:site_name', 'application-name'], MAX.siteName),
    pictureUrl: PICTURE_PROPERTIES.map((name) => found.get(name)?.trim()).find((url) => url),
  };
}

const PICTURE_PROPERTIES = [
  'og:image:secure_url',
  'og:image',
  'og:image:url',
  'twitter:image',
  'twitter:image:src',
];

const graphemes = new Intl.Segmenter('tr', { granularity: 'grapheme' });

/** One line of plain text with a maximum number of graphemes. */
function toPlainText(text: string, maxGraphemes: number): string {
  // First of all, because it bounds the cost of everything after it.
  const line = toPlainLine(text.slice(0, maxGraphemes * 8));
  const parts = [...graphemes.segment(line)].map(({ segment }) => segment.slice(0, 32));
  return parts.length <= maxGraphemes
    ? parts.join('')
    : `${parts
        .slice(0, maxGraphemes - 1)
        .join('')
        .trimEnd()}…`;
}

/** How many bytes of a page are scanned for a charset declaration. */
const PRESCAN_BYTES = 16_384;

/** Whether a page is parsed as XML. */
export const isXhtml = (contentType: string): boolean =>
  /^\s*application\/xhtml\+xml\s*(;|$)/i.test(contentType);

/**
 * The text of a page, decoded by its byte order mark, header or head; UTF-8 otherwise. Unknown charset names
 * are ignored.
 */
export function decodePage(body: Buffer, contentType: string): string {
  return (
    decoderOf(charsetFromByteOrderMark(body)) ??
    decoderOf(charsetFrom(contentType)) ??
    decoderOf(charsetFromHead(body, isXhtml(contentType))) ??
    new TextDecoder()
  ).decode(body);
}

function decoderOf(charset: string | undefined): InstanceType<typeof TextDecoder> | undefined {
  if (charset === undefined) return undefined;
  try {
    return new TextDecoder(charset);
  } catch {
    return undefined; // unknown charset
  }
}

/** The first known charset that the head of a page declares. */
function charsetFromHead(body: Buffer, isXml: boolean): string | undefined {
  const named: (string | undefined)[] = [];
  parseHead(body.toString('latin1', 0, PRESCAN_BYTES), isXml, {
    meta({ charset, content, 'http-equiv': httpEquiv = '' }) {
      named.push(charset?.trim());
      if (httpEquiv.trim().toLowerCase() === 'content-type') named.push(charsetFrom(content ?? ''));
    },
    declaration: (text) => named.push(/\sencoding\s*=\s*["']([a-z0-9_:.-]+)["']/i.exec(text)?.[1]),
  });
  const known = named.find((charset) => decoderOf(charset) !== undefined);
  // The declaration was readable as ASCII, so the page is not UTF-16.
  return known !== undefined && /^utf-?16/i.test(known) ? 'utf-8' : known;
}

const charsetFrom = (text: string): string | undefined =>
  /charset\s*=\s*["']?\s*([a-z0-9_:.-]+)/i.exec(text)?.[1];

function charsetFromByteOrderMark(body: Buffer): string | undefined {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8';
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  return body[0] === 0xff && body[1] === 0xfe ? 'utf-16le' : undefined;
}
