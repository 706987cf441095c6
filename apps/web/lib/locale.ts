export const locales = ['tr', 'en'] as const;
export type Locale = (typeof locales)[number];
export const LOCALE_COOKIE = 'cl_locale';
export const isLocale = (value: string | undefined): value is Locale =>
  (locales as readonly string[]).includes(value ?? '');

/** The viewer's language: the chosen one, else the first supported one of the browser, else Turkish. */
export function chooseLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen;
  const accepted = (acceptLanguage ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return accepted.find(isLocale) ?? 'tr';
}
