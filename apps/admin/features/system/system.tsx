'use client';

import { EmptyState, Loading, RadioGroup, Skeleton } from '@chitlaq/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ChartLine } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { oneOf, useUrlState } from '../../lib/url-state.ts';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { BackupCard } from './backup-card.tsx';
import { CapacityCard } from './capacity-card.tsx';
import { ChartCard } from './chart-card.tsx';
import { SystemHeader } from './system-header.tsx';
import { RANGES, type SystemCharts } from './types.ts';

const REFRESH_MS = 30_000;

/** The page of the system's health over time, for administrators. */
export function System() {
  return (
    <RequirePermission requiredPermission="overview.read">
      <SystemPage />
    </RequirePermission>
  );
}

function SystemPage() {
  const t = useTranslations('system');
  const [urlState, change] = useUrlState(['range']);
  const range = oneOf(RANGES, urlState.range) ?? 'hour';
  const query = useQuery({
    queryKey: ['system', range],
    queryFn: () => api.get('/admin/system/charts', { query: { range } }),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  return (
    <>
      <SystemHeader current="system" title={t('title')} />
      <div className="grid gap-4 px-4 pt-4 *:min-w-0">
        <p className="max-w-3xl text-muted">{t('lead')}</p>
        <BackupCard />
        <CapacityCard />
        {data?.isConfigured === false ? null : (
          <RadioGroup
            label={t('range')}
            layout="segmented"
            value={range}
            onValueChange={(value) => change({ range: value })}
            options={RANGES.map((value) => ({ value, label: t(`ranges.${value}`) }))}
          />
        )}
        {data ? (
          <Charts data={data} isOld={query.isPlaceholderData} />
        ) : query.error ? (
          <LoadError error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading label={t('loading')}>
            <Skeleton className="h-96 rounded-card" />
          </Loading>
        )}
      </div>
    </>
  );
}

function Charts({ data, isOld }: { data: SystemCharts; isOld: boolean }) {
  const t = useTranslations('system');
  if (!data.isConfigured)
    return (
      <EmptyState icon={<ChartLine aria-hidden="true" />} title={t('notConfigured')}>
        {t.rich('notConfiguredDetail', { code: (text) => <code className="break-words">{text}</code> })}
      </EmptyState>
    );
  return (
    <div
      aria-busy={isOld || undefined}
      className={`grid gap-4 *:min-w-0 desktop:grid-cols-2 ${isOld ? 'opacity-60' : ''}`}
    >
      {data.charts.map((chart) => (
        <ChartCard key={chart.name} chart={chart} span={data} />
      ))}
    </div>
  );
}
