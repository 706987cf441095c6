export const locales = ['tr', 'en'] as const;
export type Locale = (typeof locales)[number];
/** Read by the page server (server/hosts/pages/locale.ts), which chooses the language of a page. */
export const LOCALE_COOKIE = 'cl_locale';
export const isLocale = (value: string | undefined): value is Locale =>
  (locales as readonly string[]).includes(value ?? '');
