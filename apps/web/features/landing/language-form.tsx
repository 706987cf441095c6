'use client';

import { useLocale, useTranslations } from 'use-intl';
import { useCampus } from '../../lib/campus.ts';
import { locales } from '../../lib/locale.ts';

const LANGUAGE_NAMES = { tr: 'Türkçe', en: 'English' } as const;

/** The choice of a language that needs no script: the page server remembers it and leads back. */
export function LanguageForm() {
  const t = useTranslations('shell');
  const current = useLocale();
  return (
    <form data-languages={useCampus().languages}>
      <fieldset className="flex gap-3 text-sm">
        <legend className="sr-only">{t('language')}</legend>
        {locales.map((locale) => (
          <button
            key={locale}
            type="submit"
            formAction={`/${locale}`}
            lang={locale}
            aria-pressed={locale === current}
            className={`min-h-11 rounded-control px-1 ${locale === current ? 'font-medium text-ink' : 'text-muted hover:text-ink'}`}
          >
            {LANGUAGE_NAMES[locale]}
          </button>
        ))}
      </fieldset>
    </form>
  );
}
