import type { IncomingHttpHeaders } from 'node:http';

const LOCALES = ['tr', 'en'] as const;
type Locale = (typeof LOCALES)[number];
/** The language that a member chose (apps/web/lib/locale.ts). */
const COOKIE = 'cl_locale';
const YEAR_SECONDS = 31_536_000;

const isLocale = (value: string | undefined): value is Locale =>
  (LOCALES as readonly (string | undefined)[]).includes(value);

/** Which languages the campus offers. */
export interface Languages {
  offered: readonly Locale[];
  default: Locale;
}
const ALL: Languages = { offered: LOCALES, default: 'tr' };

/**
 * The viewer's language: the chosen one, else the first one of the browser that is offered, else the campus's. Whoever chose one that is
 * no longer offered gets the campus's; the cookie keeps their choice.
 */
export function chooseLocale(headers: IncomingHttpHeaders, languages: Languages = ALL): Locale {
  const chosen = new RegExp(`(?:^|;)\\s*${COOKIE}=([^;]*)`).exec(headers.cookie ?? '')?.[1]?.trim();
  const isOffered = (locale: string | undefined): locale is Locale =>
    isLocale(locale) && languages.offered.includes(locale);
  if (isLocale(chosen)) return isOffered(chosen) ? chosen : languages.default;
  const accepted = (headers['accept-language'] ?? '').split(',');
  return accepted.map((part) => part.trim().slice(0, 2).toLowerCase()).find(isOffered) ?? languages.default;
}

/**
 * Paths carry no language. One that begins with a language leads to the same path without, and the language is remembered.
 * @returns the headers of the redirect; undefined for another path
 */
export function localeRedirect(path: string, query: string): Record<string, string> | undefined {
  const [, first] = path.split('/');
  if (!isLocale(first)) return undefined;
  return {
    location: `${path.slice(first.length + 1) || '/'}${query}`,
    'set-cookie': `${COOKIE}=${first}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=lax`,
  };
}
