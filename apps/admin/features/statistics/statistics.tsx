'use client';

import { Banner, Card, Loading, RadioGroup, Skeleton, Stat } from '@chitlaq/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { oneOf, useUrlState } from '../../lib/url-state.ts';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { CsvButton } from './csv-button.tsx';
import { HashtagTable } from './hashtag-table.tsx';
import { type Measure, overTimeRows } from './measures.tsx';
import { OverTime } from './over-time.tsx';
import { StatisticsHeader } from './statistics-header.tsx';
import { type ContentStatistics, type Counts, MEASURES, RANGES, STEPS } from './types.ts';
import { UniversitySelect } from './university-select.tsx';
import { UniversityTable } from './university-table.tsx';

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
        <StatisticsHeader current="content" />
        <LoadError error={query.error} onRetry={() => void query.refetch()} />
      </>
    );
  const measures: Measure<Counts>[] = MEASURES.map((key) => ({
    key,
    label: t(`measures.${key}`),
    read: (counts) => counts[key],
  }));
  const university = data?.universities.find(({ id }) => id === universityId);
  return (
    <>
      <StatisticsHeader current="content" countedAt={data?.countedAt} />
      <div className="grid gap-4 px-4 pt-4 *:min-w-0">
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
          <UniversitySelect
            universities={data?.universities ?? []}
            value={universityId}
            onChange={(id) => change({ university: id })}
          />
          {data ? (
            <CsvButton
              name={`chitlaq-${data.days}-${by}-${data.items.at(-1)?.startsOn ?? ''}.csv`}
              rows={() =>
                overTimeRows(
                  {
                    [t(`steps.${by}`)]: ({ startsOn }) => startsOn,
                    [t('university')]: () => university?.name ?? t('all'),
                  },
                  data.items,
                  measures,
                )
              }
            />
          ) : null}
        </div>
        {data ? (
          <div
            aria-busy={query.isPlaceholderData || undefined}
            className={`grid gap-4 *:min-w-0 ${query.isPlaceholderData ? 'opacity-60' : ''}`}
          >
            {data.countedAt === null ? <Banner tone="info" title={t('notCounted')} /> : null}
            <Totals total={data.total} />
            <OverTime
              items={data.items}
              measures={measures}
              current={urlState.of || 'posts'}
              onChange={(of) => change({ of })}
            />
            <div className="grid items-start gap-4 *:min-w-0 desktop:grid-cols-[3fr_2fr]">
              <UniversityTable universities={data.universities} measures={measures} />
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
