import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { DEFAULT_CAMPUS } from '@chitlaq/text/campus';
import { LRUCache } from 'lru-cache';
import { acceptsEncoding } from '../../platform/http/encodings.ts';
import { type PageFile, readBuild } from './build.ts';
import { campusStylesTag, campusValues, type PageCampus, pageCampus } from './campus.ts';
import { withTags } from './link-tags.ts';
import { chooseLocale, localeRedirect } from './locale.ts';
import { withScriptHashes } from './policy.ts';
import { memberStart } from './session.ts';

export interface PageRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
  /** HTML to add to the page's head (`linkTags`). */
  tags?: string;
  /** The settings of the campus; without them, those of the product. */
  campus?: PageCampus;
}
export interface PageResponse {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}
/** Answers requests for the pages and files of an app. */
export type Pages = (request: PageRequest) => Promise<PageResponse>;

export interface PagesOptions {
  localized: boolean;
  notFound: string;
  plain: readonly string[];
}

type Headers = Record<string, string>;
type Locale = 'tr' | 'en';
type Encoding = 'br' | 'gzip' | 'identity';
interface Rendered {
  bytes: Buffer;
  encoding: Encoding;
  etag: string;
  /** The policy with the hashes of the page's inline scripts. */
  policy?: string;
}

const brotli = promisify(brotliCompress);
const gzipBuffer = promisify(gzip);

const TEXT = /^(?:text\/|application\/(?:json|manifest\+json)|image\/svg)/;
const MANIFEST = 'application/manifest+json';
const MIN_COMPRESSED_BYTES = 1_024;
const BROTLI_QUALITY = 6;
/** Maximum cached bodies, compressed. Each takes about 10 kB. */
const MAX_CACHED = 300;
const EMPTY_BODY = Buffer.alloc(0);
/** No shared cache may store a page: one path has a page per language. Its data varies by headers of Next's router. */
const PAGE_CACHING = {
  'cache-control': 'private, no-cache',
  vary: 'rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch, accept-encoding, accept-language, cookie',
};

/**
 * Serves an app that is prerendered as a whole; nothing is rendered here. A page with a parameter in its path is prerendered with
 * a placeholder, which is replaced. Pages are compressed at their first request, and their inline scripts allowed by hash.
 * @param folder  the app's folder
 * @param options.localized  the web app: its pages lie under a language that paths do not name, and members start at home
 * @param options.notFound  the path of the page for unknown paths, without the language
 * @param options.plain  paths of pages that need no script: they are sent with none but those marked `data-keep`
 * @throws Error if the app is not built
 */
export function openPages(folder: string, options: PagesOptions): Pages {
  const { basePath, files, pages, headersOf } = readBuild(folder);
  const cache = new LRUCache<string, Promise<Rendered>>({ max: MAX_CACHED });
  const cached = (key: string, render: () => Promise<Rendered>): Promise<Rendered> => {
    const rendered = cache.get(key) ?? render();
    cache.set(key, rendered);
    rendered.catch(() => cache.delete(key));
    return rendered;
  };
  const isNotFoundPage = ({ path }: PageFile) => path.endsWith(options.notFound);
  const candidates = pages.filter((page) => !isNotFoundPage(page) && !page.path.startsWith('/_'));

  /** Sends a text as it is or with its placeholders replaced, in the encoding that the browser prefers. */
  const sendText = async (
    { headers: { 'accept-encoding': accepted } }: PageRequest,
    file: string,
    {
      values,
      campus,
      policy,
      tags = '',
      isPlain = false,
    }: {
      values?: ReadonlyMap<string, string> | undefined;
      /** Whose name and colours stand in the text, and in which language. */
      campus?: { current: PageCampus; locale: Locale } | undefined;
      policy?: string | undefined;
      tags?: string;
      isPlain?: boolean;
    } = {},
  ): Promise<Rendered> => {
    const encoding = acceptsEncoding(accepted, 'br')
      ? 'br'
      : acceptsEncoding(accepted, 'gzip')
        ? 'gzip'
        : 'identity';
    const render = async () => {
      const read = await readFile(file);
      const all = campus
        ? new Map([...campusValues(campus.current, campus.locale), ...(values ?? [])])
        : values;
      const form = file.endsWith('.html') ? 'html' : 'json';
      const full = all?.size ? Buffer.from(withValues(read.toString(), all, form)) : read;
      const plain = isPlain ? Buffer.from(withoutScripts(full.toString())) : full;
      const body = tags === '' ? plain : Buffer.from(withTags(plain.toString(), tags));
      return {
        ...(await compressed(body, encoding)),
        etag: etagOf(body),
        ...(policy === undefined ? {} : { policy: withScriptHashes(policy, body.toString()) }),
      };
    };
    // A plain body is large and rarely asked for.
    if (encoding === 'identity') return render();
    const ofCampus = campus ? `${campus.locale} ${campus.current.key}` : '';
    return cached([encoding, file, tags, ofCampus, ...(values?.values() ?? [])].join('\n'), render);
  };

  const sendFile = async (
    request: PageRequest,
    path: string,
    own: Headers,
  ): Promise<PageResponse | undefined> => {
    const file = files.get(path);
    if (!file) return undefined;
    const headers = { ...own, 'content-type': file.type, 'cache-control': file.cacheControl };
    if (!TEXT.test(file.type)) {
      const bytes = await readFile(file.file);
      return conditional(request, { bytes, encoding: 'identity', etag: etagOf(bytes) }, headers);
    }
    const varying = { ...headers, vary: 'Accept-Encoding' };
    if (file.isPrecompressed && acceptsEncoding(request.headers['accept-encoding'], 'br')) {
      const bytes = await readFile(`${file.file}.br`);
      return conditional(request, { bytes, encoding: 'br', etag: etagOf(bytes) }, varying);
    }
    const isManifest = file.type === MANIFEST;
    const locale = path.includes('.en.') ? 'en' : 'tr';
    const campus = isManifest ? ({ current: campusOf(request), locale } as const) : undefined;
    return conditional(request, await sendText(request, file.file, { campus }), varying);
  };

  const sendPage = async (request: PageRequest, path: string, own: Headers): Promise<PageResponse> => {
    const current = campusOf(request);
    const locale = chooseLocale(request.headers, current.settings.languages);
    const campus = { current, locale };
    const language = options.localized ? `/${locale}` : '';
    const target = language + (path === '/' && language !== '' ? '' : path);
    const headers: Headers = { ...own, ...PAGE_CACHING };
    const found = matchPage(candidates, target);
    if (request.headers.rsc === undefined) {
      const page = found?.page ?? pages.find(({ path: name }) => name === language + options.notFound);
      if (!page) return { status: 404, headers, body: EMPTY_BODY };
      const { 'content-security-policy': policy } = own;
      const tags = campusStylesTag(current) + (found ? (request.tags ?? '') : '');
      const isPlain = found !== undefined && options.plain.includes(path);
      const rendered = await sendText(request, `${page.stem}.html`, {
        values: found?.values,
        campus,
        policy,
        tags,
        isPlain,
      });
      headers['content-type'] = 'text/html; charset=utf-8';
      if (found) return conditional(request, rendered, headers);
      return { status: 404, headers: { ...headers, ...headersFor(rendered) }, body: rendered.bytes };
    }
    // Next's router asks for the data of a page, or for a part of it. Without an answer it loads the page itself.
    const part = request.headers['next-router-segment-prefetch'];
    if (!found || (part !== undefined && !found.page.parts.has(String(part))))
      return { status: 404, headers: { ...headers, 'cache-control': 'no-store' }, body: EMPTY_BODY };
    const { page, values } = found;
    const file = part === undefined ? `${page.stem}.rsc` : `${page.stem}.segments${part}.segment.rsc`;
    return conditional(request, await sendText(request, file, { values, campus }), {
      ...headers,
      'content-type': 'text/x-component',
      ...page.dataHeaders,
      ...(part === undefined ? {} : { 'x-nextjs-postponed': '2' }),
      ...(language === '' ? {} : { 'x-nextjs-rewritten-path': target }),
    });
  };

  return async (request) => {
    const [rawPath = '', ...rest] = request.url.split('?');
    const query = rest.join('?') === '' ? '' : `?${rest.join('?')}`;
    const own = headersOf(rawPath);
    if (!['GET', 'HEAD'].includes(request.method))
      return { status: 405, headers: { ...own, allow: 'GET, HEAD' }, body: EMPTY_BODY };
    // A path that began with two slashes would be another host's in a redirect.
    const path = rawPath.replaceAll(/[/\\]{2,}|\\/g, '/').replace(/(?<=.)\/$/, '');
    if (path !== rawPath) return redirect(308, { ...own, location: path + query });
    const within = path.slice(basePath.length) || '/';
    const file = await sendFile(request, decoded(within) ?? within, own);
    if (file) return file;
    if (within.startsWith('/_next/'))
      return { status: 404, headers: { ...own, 'cache-control': 'no-store' }, body: EMPTY_BODY };
    const localeHeaders = options.localized ? localeRedirect(within, query) : undefined;
    if (localeHeaders) return redirect(307, { ...own, ...localeHeaders });
    const startHeaders = options.localized ? memberStart(within, request.headers) : undefined;
    if (startHeaders) return redirect(302, { ...own, ...startHeaders });
    return sendPage(request, within, own);
  };
}

const campusOf = ({ campus = pageCampus(DEFAULT_CAMPUS) }: PageRequest): PageCampus => campus;

const redirect = (status: number, headers: Headers): PageResponse => ({
  status,
  headers: { 'cache-control': 'no-store', ...headers },
  body: EMPTY_BODY,
});

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** The page of a path and the texts for its placeholders. */
function matchPage(
  pages: readonly PageFile[],
  path: string,
): { page: PageFile; values: ReadonlyMap<string, string> } | undefined {
  for (const page of pages) {
    const match = page.pattern.exec(path);
    if (!match) continue;
    const values = new Map<string, string>();
    for (const [index, name] of page.parameters.entries()) {
      const value = decoded(match[index + 1] ?? '');
      if (value === undefined) return undefined;
      const encoded = encodeURIComponent(value);
      values.set(`~${name}~`, encoded);
      values.set(`~${name}.text~`, READABLE.test(value) ? value : encoded);
    }
    return { page, values };
  }
  return undefined;
}

/** Texts that are the same in HTML, in JSON and in a script. */
const READABLE = /^[\p{L}\p{M}\p{N}_.-]+$/u;
const PLACEHOLDER = /~\w+(?:\.\w+)?~/g;

/** A value as it is written in each place that has placeholders. */
const WRITTEN = {
  html: (value: string) => value.replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`),
  json: (value: string) => JSON.stringify(value).slice(1, -1),
  /** Next writes its data, which is JSON, as strings of a script. */
  script: (value: string) => WRITTEN.json(WRITTEN.json(value)).replaceAll('<', '\\u003c'),
};
const SCRIPT_OF_PAGE = /(<script\b[^>]*>[\s\S]*?<\/script\s*>)/gi;

const filled = (text: string, values: ReadonlyMap<string, string>, place: keyof typeof WRITTEN): string =>
  text.replace(PLACEHOLDER, (placeholder) => {
    const value = values.get(placeholder);
    return value === undefined ? placeholder : WRITTEN[place](value);
  });

/** Replaces placeholders, all at once: a value may look like one. A name may hold any sign, so each is written for its place. */
export const withValues = (
  text: string,
  values: ReadonlyMap<string, string>,
  form: 'html' | 'json',
): string =>
  form === 'json'
    ? filled(text, values, 'json')
    : text
        .split(SCRIPT_OF_PAGE)
        .map((part, index) => filled(part, values, index % 2 === 0 ? 'html' : 'script'))
        .join('');

const OTHER_SCRIPT =
  /<script(?![^>]*\sdata-keep\b)[^>]*>[\s\S]*?<\/script\s*>|<link\b(?=[^>]*\sas="script")[^>]*>/gi;
const withoutScripts = (html: string): string => html.replace(OTHER_SCRIPT, '');

const etagOf = (body: Buffer): string =>
  `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;

async function compressed(body: Buffer, wanted: Encoding): Promise<{ bytes: Buffer; encoding: Encoding }> {
  if (body.length < MIN_COMPRESSED_BYTES || wanted === 'identity')
    return { bytes: body, encoding: 'identity' };
  const bytes =
    wanted === 'br'
      ? await brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
      : await gzipBuffer(body);
  return { bytes, encoding: wanted };
}

const headersFor = ({ bytes, encoding, policy }: Rendered): Headers => ({
  'content-length': String(bytes.length),
  ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
  ...(policy === undefined ? {} : { 'content-security-policy': policy }),
});

/** 200, or 304 if the browser has the body. Both carry the policy: a browser replaces the page's headers with those of a 304. */
function conditional(request: PageRequest, rendered: Rendered, headers: Headers): PageResponse {
  const all: Headers = { ...headers, ...headersFor(rendered), etag: rendered.etag };
  if (!matchesEtag(request.headers['if-none-match'], rendered.etag))
    return { status: 200, headers: all, body: rendered.bytes };
  for (const name of ['content-length', 'content-encoding', 'content-type']) delete all[name];
  return { status: 304, headers: all, body: EMPTY_BODY };
}

const strong = (tag: string) => tag.trim().replace(/^W\//, '');
const matchesEtag = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((tag) => strong(tag) === strong(etag));
