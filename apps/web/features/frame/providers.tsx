'use client';

import { isServerFault } from '@chitlaq/client';
import { leaveClosedLayers, Toaster } from '@chitlaq/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { IntlProvider, useTranslations } from 'use-intl';
// Listens from the first page on, because the browser offers the installation only once.
import '../../lib/install-prompt.ts';
import { CampusProvider } from '../../lib/campus.ts';
import type { CampusTexts } from '../../lib/campus-placeholders.ts';
import { isNotFound } from '../../lib/is-not-found.ts';
import type { Locale } from '../../lib/locale.ts';
import type { CompiledTranslations } from '../../messages/compile-translations.ts';

/** The providers of every page: translations, query cache, toasts. */
export function Providers({
  locale,
  campus,
  texts,
  children,
}: {
  locale: Locale;
  campus: CampusTexts;
  texts: CompiledTranslations;
  children: ReactNode;
}) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 30_000,
            // Offline a query fails at once and says so, instead of showing a skeleton until the network is back.
            networkMode: 'always',
            retry: (count, error) => count < 2 && navigator.onLine && isServerFault(error),
            refetchOnWindowFocus: ({ state }) => !isNotFound(state.error),
            refetchOnReconnect: ({ state }) => !isNotFound(state.error),
          },
        },
      }),
  );
  useEffect(leaveClosedLayers, []);
  return (
    <QueryClientProvider client={client}>
      {/* The type expects raw texts; the format-only formatter takes compiled ones. */}
      <IntlProvider locale={locale} messages={texts as never} timeZone="Europe/Istanbul">
        <CampusProvider value={campus}>{children}</CampusProvider>
        <ToastRegion />
      </IntlProvider>
    </QueryClientProvider>
  );
}

function ToastRegion() {
  const t = useTranslations('shell');
  return <Toaster label={t('toasts')} />;
}
