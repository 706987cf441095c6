'use client';

import type { ReactNode } from 'react';
import { IntlProvider, useLocale, useMessages, useTimeZone } from 'use-intl';
import type { CompiledTranslations } from '../../messages/compile-translations.ts';

/** Adds the translations of a section to the shared ones. */
export function TranslationsProvider({
  texts,
  children,
}: {
  texts: CompiledTranslations;
  children: ReactNode;
}) {
  const locale = useLocale();
  const timeZone = useTimeZone();
  const parentTranslations = useMessages();
  return (
    // As in `Providers`: the type expects raw texts.
    <IntlProvider
      locale={locale}
      messages={{ ...parentTranslations, ...texts } as never}
      {...(timeZone ? { timeZone } : {})}
    >
      {children}
    </IntlProvider>
  );
}
