'use client';

import { ProblemError } from '@chitlaq/client';
import { Toaster } from '@chitlaq/ui';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { IntlProvider } from 'use-intl';
import type { Locale } from '../../lib/locale.ts';
import type { messages as allMessages } from '../../messages/index.ts';

const isOurFault = (error: unknown) =>
  !(error instanceof ProblemError) || error.status === 0 || error.status >= 500;

/** What every page leans on: words, answers kept in memory, notices. */
export function Providers(props: {
  locale: Locale;
  messages: (typeof allMessages)[Locale];
  children: ReactNode;
}) {
  const { locale, messages, children } = props;
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
      <IntlProvider locale={locale} messages={messages} timeZone="Europe/Istanbul">
        {children}
        <Toaster label={messages.frame.notices} phoneOffset="4.5rem" />
      </IntlProvider>
    </QueryClientProvider>
  );
}
