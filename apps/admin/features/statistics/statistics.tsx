'use client';

import { Banner, Button, Card, Loading, RadioGroup, Select, Skeleton, Stat } from '@chitlaq/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { oneOf, useUrlState } from '../../lib/url-state.ts';
import { Heading } from '../frame/heading.tsx';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { Timestamp } from '../frame/timestamp.tsx';
import { Chart } from './chart.tsx';
import { csv, download } from './csv.ts';
import { DayTable, HashtagTable, UniversityTable } from './tables.tsx';
import { type ContentStatistics, MEASURES, RANGES, STEPS } from './types.ts';

/** The page of content statistics, for administrators. */
export function Statistics() {
  return (
    <RequirePermission requiredPermission="overview.read">
      <StatisticsPage />
    </RequirePermission>
  );
}

/** Content statistics over time, by university and by hashtag, as aggregated by jobs. */
function StatisticsPage() {
  const t = useTranslations('statistics');
  const [urlState, change] = useUrlState(['days', 'by', 'university', 'of']);
  const range = oneOf(RANGES, urlState.days) ?? '28';
  const by = oneOf(STEPS, urlState.by) ?? (range === '365' ? 'week' : 'day');
  const measure = oneOf(MEASURES, urlState.of) ?? 'posts';
  const universityId = /^[0-9a-f-]{36}$/.test(urlState.university) ? urlState.university : undefined;
  const query = useQuery({
    queryKey: ['statistics', 'content', range, by, universityId ?? ''],
    queryFn: () =>
      api.get('/admin/statistics/content', {
        query: { days: Number(range) as 7 | 28 | 90 | 365, by, ...(universityId ? { universityId } : {}) },
      }),
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  if (query.error && !data)
    return (
      <>
        <Heading title={t('title')} />
        <LoadError error={query.error} onRetry={() => void query.refetch()} />
      </>
    );
  const university = data?.universities.find(({ id }) => id === universityId);
  return (
    <>
      <Heading
        title={t('title')}
        detail={
          data?.countedAt
            ? t.rich('updatedAt', { time: () => <Timestamp at={data.countedAt ?? ''} /> })
            : undefined
        }
      />
      <div className="grid gap-4 px-4 *:min-w-0">
        <p className="max-w-3xl text-muted">{t('lead')}</p>
        <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
          <RadioGroup
            label={t('range')}
            className="min-[22rem]:whitespace-nowrap"
            layout="segmented"
            value={range}
            onValueChange={(days) => change({ days, by: '' })}
            options={RANGES.map((value) => ({ value, label: t('days', { count: Number(value) }) }))}
          />
          <RadioGroup
            label={t('groupBy')}
            layout="segmented"
            value={by}
            onValueChange={(step) => change({ by: step })}
            options={STEPS.map((value) => ({ value, label: t(`steps.${value}`) }))}
          />
          <Select
            label={t('university')}
            frameClassName="w-64 max-w-full"
            value={university?.id ?? ''}
            onChange={(event) => change({ university: event.target.value })}
            options={[
              { value: '', label: t('all') },
              ...(data?.universities ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          {data ? (
            <Button
              variant="outline"
              icon={<Download aria-hidden="true" className="size-4.5" />}
              onClick={() => downloadCsv(data, university?.name)}
            >
              {t('download')}
            </Button>
          ) : null}
        </div>
        {data ? (
          <div
            aria-busy={query.isPlaceholderData || undefined}
            className={`grid gap-4 *:min-w-0 ${query.isPlaceholderData ? 'opacity-60' : ''}`}
          >
            {data.countedAt === null ? <Banner tone="info" title={t('notCounted')} /> : null}
            <Totals total={data.total} />
            <Card>
              <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
                <h2 className="font-medium">{t('overTime')}</h2>
                <Select
                  label={t('measure')}
                  labelHidden
                  frameClassName="w-48"
                  value={measure}
                  onChange={(event) => change({ of: event.target.value })}
                  options={MEASURES.map((value) => ({ value, label: t(`measures.${value}`) }))}
                />
              </div>
              <Chart items={data.items} measure={measure} />
              <DayTable items={data.items} />
            </Card>
            <div className="grid items-start gap-4 *:min-w-0 desktop:grid-cols-[3fr_2fr]">
              <UniversityTable universities={data.universities} />
              <HashtagTable hashtags={data.hashtags} />
            </div>
          </div>
        ) : (
          <Loading label={t('loading')}>
            <Skeleton className="h-96 rounded-card" />
          </Loading>
        )}
      </div>
    </>
  );

  function downloadCsv({ items, days }: ContentStatistics, name: string | undefined) {
    const head = [t(`steps.${by}`), t('university'), ...MEASURES.map((of) => t(`measures.${of}`))];
    const rows = items.map((item) => [item.startsOn, name ?? t('all'), ...MEASURES.map((of) => item[of])]);
    download(`chitlaq-${days}-${by}-${items.at(-1)?.startsOn ?? ''}.csv`, csv([head, ...rows]));
  }
}

function Totals({ total }: { total: ContentStatistics['total'] }) {
  const t = useTranslations('statistics');
  const format = useFormatter();
  return (
    <Card className="grid grid-cols-2 gap-6 tablet:grid-cols-5">
      {MEASURES.map((of) => {
        const value = total[of];
        return (
          <Stat
            key={of}
            value={value === null ? '—' : format.number(value)}
            label={t(`measures.${of}`)}
            detail={value === null ? t('suppressed') : undefined}
          />
        );
      })}
    </Card>
  );
}
