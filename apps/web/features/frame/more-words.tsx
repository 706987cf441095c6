'use client';

import type { ReactNode } from 'react';
import { IntlProvider, useLocale, useMessages, useTimeZone } from 'use-intl';
import type { CompiledWords } from '../../messages/compiled.ts';

/** Adds the sentences of one place to those that every page has. */
export function MoreWords({ words, children }: { words: CompiledWords; children: ReactNode }) {
  const locale = useLocale();
  const timeZone = useTimeZone();
  const known = useMessages();
  return (
    // As in the frame: its type knows sentences as they are written.
    <IntlProvider
      locale={locale}
      messages={{ ...known, ...words } as never}
      {...(timeZone ? { timeZone } : {})}
    >
      {children}
    </IntlProvider>
  );
}
