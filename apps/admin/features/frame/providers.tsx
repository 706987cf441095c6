'use client';

import { isServerFault, ProblemError } from '@chitlaq/client';
import { leaveClosedLayers, Toaster } from '@chitlaq/ui';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { IntlProvider } from 'use-intl';
import { CampusNameProvider } from '../../lib/campus-name.ts';
import { type Locale, messages } from '../../messages/index.ts';

/** The browser's language once known; Turkish in the prerendered page. */
function useLocale(): Locale {
  const [locale, setLocale] = useState<Locale>('tr');
  useEffect(() => {
    const stored = document.cookie.match(/(?:^|; )cl_locale=(tr|en)/)?.[1];
    const chosen = stored ?? (navigator.language.startsWith('tr') ? 'tr' : 'en');
    setLocale(chosen === 'en' ? 'en' : 'tr');
  }, []);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return locale;
}

/** What every admin page needs: the language and its texts, the query cache, and toasts. */
export function Providers({ campusName, children }: { campusName: string; children: ReactNode }) {
  const locale = useLocale();
  const [client] = useState(() => {
    const queries: QueryClient = new QueryClient({
      defaultOptions: {
        queries: { retry: (count, error) => count < 1 && isServerFault(error), staleTime: 10_000 },
      },
      queryCache: new QueryCache({
        // The session has to show its second factor again: the frame asks for it as soon as it knows.
        onError(error) {
          if (error instanceof ProblemError && error.code === 'second_factor_required')
            void queries.invalidateQueries({ queryKey: ['me'] });
        },
      }),
    });
    return queries;
  });
  useEffect(leaveClosedLayers, []);
  return (
    <QueryClientProvider client={client}>
      <IntlProvider
        locale={locale}
        messages={messages[locale]}
        timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
      >
        <CampusNameProvider value={campusName}>{children}</CampusNameProvider>
        <Toaster label={messages[locale].shell.toasts} />
      </IntlProvider>
    </QueryClientProvider>
  );
}
