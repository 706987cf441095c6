'use client';

import { Banner, Loading, Skeleton } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { PublicFrame } from '../../components/public-frame.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { Backups } from './backups.tsx';
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

/** The public status page: the state now, the uptime of the last 90 days, the backups, the last restore drill. Needs no account. */
export function StatusPage() {
  const t = useTranslations('status');
  const state = useQuery({ queryKey: ['status'], queryFn: fetchState, refetchInterval: REFETCH_MS });
  const history = useQuery({
    queryKey: ['status', 'history'],
    queryFn: () => api.get('/status/history'),
    refetchInterval: REFETCH_MS,
  });
  return (
    <PublicFrame className="max-w-3xl" mainClassName="grid gap-10">
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
          <Backups backup={history.data.backup} now={history.data.at} />
          {/* Without backups there is nothing to restore, and no first test to announce. */}
          {history.data.backup.isSetUp || history.data.restoreDrill ? (
            <LastDrill drill={history.data.restoreDrill} />
          ) : null}
        </>
      ) : history.isError ? (
        <QueryError query={history} title={t('failed')} />
      ) : (
        <Loading label={t('loading')}>
          <Skeleton shape="block" className="h-40" />
          <Skeleton shape="block" className="mt-10 h-40" />
          <Skeleton shape="block" className="mt-10 h-40" />
        </Loading>
      )}
    </PublicFrame>
  );
}
