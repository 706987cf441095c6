'use client';

import { Banner, Loading, Skeleton, SkipLink } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { LanguageSwitch } from '../../components/language-switch.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { Wordmark } from '../../components/wordmark.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { LastDrill } from './last-drill.tsx';
import { UptimeChart } from './uptime-chart.tsx';

const REFETCH_MS = 60_000;
const REQUEST_TIMEOUT_MS = 10_000;

/** Whether the campus answers now. No answer is an answer, too. */
async function fetchState(): Promise<'ok' | 'down'> {
  try {
    const response = await fetch(paths.status, {
      headers: { accept: 'application/json' },
      cache: 'no-store',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const { status } = (await response.json()) as { status?: string };
    return response.ok && status === 'ok' ? 'ok' : 'down';
  } catch {
    return 'down';
  }
}

/** The public status page: the state now, the uptime of the last 90 days, the last restore drill. Needs no account. */
export function StatusPage() {
  const t = useTranslations('status');
  const tShell = useTranslations('shell');
  const state = useQuery({ queryKey: ['status'], queryFn: fetchState, refetchInterval: REFETCH_MS });
  const history = useQuery({
    queryKey: ['status', 'history'],
    queryFn: () => api.get('/status/history'),
    refetchInterval: REFETCH_MS,
  });
  return (
    <div className="mx-auto flex min-h-dvh max-w-3xl flex-col px-4 pb-16">
      <SkipLink href="#content">{tShell('skip')}</SkipLink>
      <header className="flex flex-wrap items-center justify-between gap-x-4 py-6">
        {/* Not a Link: the landing page is loaded without scripts. */}
        <a href={paths.landing} className="rounded-control text-xl">
          <Wordmark />
        </a>
        <LanguageSwitch />
      </header>
      <main id="content" tabIndex={-1} className="grid gap-10 outline-none">
        <div>
          <h1 className="font-bold text-2xl leading-tight">{t('title')}</h1>
          <p className="mt-2 text-muted">{t('lead')}</p>
          <div className="mt-5 min-h-16">
            {state.data === undefined ? (
              <Loading label={t('loading')}>
                <Skeleton shape="block" className="h-16" />
              </Loading>
            ) : (
              <Banner
                tone={state.data === 'ok' ? 'good' : 'danger'}
                title={t(`state.${state.data}`)}
                live="polite"
              >
                {t(`state.${state.data}Detail`)}
              </Banner>
            )}
          </div>
        </div>
        {history.data ? (
          <>
            <UptimeChart uptime={history.data.uptime} today={history.data.at} />
            <LastDrill drill={history.data.restoreDrill} />
          </>
        ) : history.isError ? (
          <QueryError query={history} title={t('failed')} />
        ) : (
          <Loading label={t('loading')}>
            <Skeleton shape="block" className="h-40" />
            <Skeleton shape="block" className="mt-10 h-40" />
          </Loading>
        )}
      </main>
    </div>
  );
}
