'use client';

import type { ReactNode } from 'react';
import { IntlProvider, useLocale, useMessages, useTimeZone } from 'use-intl';
import type { CompiledTranslations } from '../../messages/compile-translations.ts';

/** Adds the sentences of one place to those that every page has. */
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
    // As in the frame: its type knows sentences as they are written.
    <IntlProvider
      locale={locale}
      messages={{ ...parentTranslations, ...texts } as never}
      {...(timeZone ? { timeZone } : {})}
    >
      {children}
    </IntlProvider>
  );
}
