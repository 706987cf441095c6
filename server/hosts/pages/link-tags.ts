import type { IncomingHttpHeaders } from 'node:http';
import type { CampusVersion } from '@chitlaq/text/campus';
import { chooseLocale } from './locale.ts';
import { hasSessionCookie } from './session.ts';

/** What people without an account see of a post, as the API gives it. */
export interface PostPreview {
  authorName: string;
  firstWords: string | null;
}

export interface LinkTagsOptions {
  campus: CampusVersion;
  /** The site's own address, without a slash at its end. */
  publicUrl: string;
  /** The public preview of a post; undefined if there is none. */
  findPreview: (postId: string) => Promise<PostPreview | undefined>;
}

const POST_PATH = /^\/post\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
/** Pictures of this size are made by tools/link-pictures.ts. */
const PICTURE = { width: '1200', height: '630' };

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
const property = (name: string, content: string): string =>
  `<meta property="${name}" content="${escaped(content)}"/>`;

/**
 * Tags for the head of a page that other apps read when its link is shared (https://ogp.me): the picture of the landing page, and
 * the preview of a post whose author allows one.
 * @param path  of the page, without query
 * @returns HTML; empty for other pages, and for members
 */
export async function linkTags(
  path: string,
  headers: IncomingHttpHeaders,
  { campus: { settings }, publicUrl, findPreview }: LinkTagsOptions,
): Promise<string> {
  if (headers.rsc !== undefined) return '';
  const locale = chooseLocale(headers, settings.languages);
  const name = settings.name[locale];
  const common = [
    property('og:url', publicUrl + path),
    property('og:image', `${publicUrl}/link-${locale}.png`),
    property('og:image:width', PICTURE.width),
    property('og:image:height', PICTURE.height),
    property('og:image:alt', name),
  ];
  if (path === '/') return common.join('');
  const [, postId] = POST_PATH.exec(path) ?? [];
  if (postId === undefined || hasSessionCookie(headers)) return '';
  const preview = await findPreview(postId);
  if (!preview) return '';
  return [
    '<meta name="robots" content="noindex"/>',
    property('og:type', 'article'),
    property('og:site_name', name),
    property('og:locale', locale === 'en' ? 'en_GB' : 'tr_TR'),
    property('og:title', preview.authorName),
    ...(preview.firstWords ? [property('og:description', preview.firstWords)] : []),
    ...common,
  ].join('');
}

/** Adds tags to the head of a page. */
export const withTags = (html: string, tags: string): string =>
  // A function: a text with `$&` would be a pattern.
  tags === '' ? html : html.replace('</head>', () => `${tags}</head>`);
