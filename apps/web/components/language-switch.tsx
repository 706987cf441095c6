'use client';

import { useLocale, useTranslations } from 'use-intl';
import { useCampus } from '../lib/campus.ts';
import { LANGUAGE_CHANGE_EVENT } from '../lib/form-storage.ts';
import { LOCALE_COOKIE, type Locale, locales } from '../lib/locale.ts';

const LANGUAGE_NAMES: Record<Locale, string> = { tr: 'Türkçe', en: 'English' };

/** Stores the language for a year and reloads the page in it. Forms keep what is typed. */
export function chooseLanguage(locale: Locale): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${LOCALE_COOKIE}=${locale}; path=/; max-age=31536000; samesite=lax`;
  window.dispatchEvent(new Event(LANGUAGE_CHANGE_EVENT));
  window.location.reload();
}

export function LanguageSwitch() {
  const t = useTranslations('shell');
  const current = useLocale();
  return (
    <fieldset data-languages={useCampus().languages} className="flex gap-3 text-sm">
      <legend className="sr-only">{t('language')}</legend>
      {locales.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-pressed={locale === current}
          onClick={() => chooseLanguage(locale)}
          className={`min-h-11 rounded-control px-1 ${locale === current ? 'font-medium text-ink' : 'text-muted hover:text-ink'}`}
        >
          {LANGUAGE_NAMES[locale]}
        </button>
      ))}
    </fieldset>
  );
}
