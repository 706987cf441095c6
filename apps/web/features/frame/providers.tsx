'use client';

import { ProblemError } from '@chitlaq/client';
import { Toaster } from '@chitlaq/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { IntlProvider, useTranslations } from 'use-intl';
import type { Locale } from '../../lib/locale.ts';
import type { CompiledWords } from '../../messages/compiled.ts';

const isOurFault = (error: unknown) =>
  !(error instanceof ProblemError) || error.status === 0 || error.status >= 500;

/** What every page leans on: words, answers kept in memory, notices. */
export function Providers({
  locale,
  words,
  children,
}: {
  locale: Locale;
  words: CompiledWords;
  children: ReactNode;
}) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: { staleTime: 30_000, retry: (count, error) => count < 2 && isOurFault(error) },
        },
      }),
  );
  return (
    <QueryClientProvider client={client}>
      {/* Its type knows sentences as they are written; what formats them takes these. */}
      <IntlProvider locale={locale} messages={words as never} timeZone="Europe/Istanbul">
        {children}
        <Notices />
      </IntlProvider>
    </QueryClientProvider>
  );
}

function Notices() {
  const t = useTranslations('frame');
  return <Toaster label={t('notices')} phoneOffset="4.5rem" />;
}
