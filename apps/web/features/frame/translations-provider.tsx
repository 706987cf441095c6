'use client';

import type { ReactNode } from 'react';
import { IntlProvider, useLocale, useMessages, useTimeZone } from 'use-intl';
import type { CompiledTranslations } from '../../messages/compile-translations.ts';

/** Adds the translations of a section to the shared ones. Its problems join those that every page knows. */
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
  const problems = { ...(parentTranslations.problems as object), ...(texts.boardProblems as object) };
  return (
    // As in `Providers`: the type expects raw texts.
    <IntlProvider
      locale={locale}
      messages={{ ...parentTranslations, ...texts, problems } as never}
      {...(timeZone ? { timeZone } : {})}
    >
      {children}
    </IntlProvider>
  );
}
