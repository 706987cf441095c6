'use client';

import { Toaster } from '@chitlaq/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { IntlProvider } from 'use-intl';
import en from '../../messages/en.json';
import tr from '../../messages/tr.json';

type Locale = 'tr' | 'en';
const messages = { tr, en };

/** The browser's language once it is known; Turkish in the prerendered page. */
function useLocale(): Locale {
  const [locale, setLocale] = useState<Locale>('tr');
  useEffect(() => {
    const kept = document.cookie.match(/(?:^|; )cl_locale=(tr|en)/)?.[1];
    const chosen = kept ?? (navigator.language.startsWith('tr') ? 'tr' : 'en');
    setLocale(chosen === 'en' ? 'en' : 'tr');
  }, []);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return locale;
}

export function Providers({ children }: { children: ReactNode }) {
  const locale = useLocale();
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 10_000 } } }),
  );
  return (
    <QueryClientProvider client={client}>
      <IntlProvider
        locale={locale}
        messages={messages[locale]}
        timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
      >
        {children}
        <Toaster label={messages[locale].frame.notices} />
      </IntlProvider>
    </QueryClientProvider>
  );
}
