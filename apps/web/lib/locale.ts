export const locales = ['tr', 'en'] as const;
export type Locale = (typeof locales)[number];
export const LOCALE_COOKIE = 'cl_locale';
export const isLocale = (value: string | undefined): value is Locale =>
  (locales as readonly string[]).includes(value ?? '');

/** The reader's language: what they chose, else the first of the browser's that we speak, else Turkish. */
export function chooseLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen;
  const accepted = (acceptLanguage ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return accepted.find(isLocale) ?? 'tr';
}
