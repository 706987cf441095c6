'use client';

import type { Schemas } from '@chitlaq/client';
import { Card, Loading, Skeleton, Stat } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { CsvButton } from './csv-button.tsx';
import { type Measure, overTimeRows } from './measures.tsx';
import { OverTime } from './over-time.tsx';
import { StatisticsHeader } from './statistics-header.tsx';

type Item = Schemas['ModerationStatistics']['items'][number];

const WEEKS = 52;
const MEASURES = ['received', 'decided', 'inTime', 'medianHours'] as const;

/** The page of reports and how long they waited, for administrators. */
export function ReportsOverTime() {
  return (
    <RequirePermission requiredPermission="overview.read">
      <ModerationStatisticsPage />
    </RequirePermission>
  );
}

function ModerationStatisticsPage() {
  const t = useTranslations('statistics');
  const format = useFormatter();
  const [urlState, change] = useUrlState(['of']);
  const { data, error, refetch } = useQuery({
    queryKey: ['statistics', 'moderation'],
    queryFn: () => api.get('/admin/statistics/moderation', { query: { take: WEEKS } }),
  });
  const measures: Measure<Item>[] = MEASURES.map((key) => ({
    key,
    label: t(`moderationMeasures.${key}`),
    read: (item) => item[key],
  }));
  return (
    <>
      <StatisticsHeader current="moderation" />
      {error && !data ? (
        <LoadError error={error} onRetry={() => void refetch()} />
      ) : (
        <div className="grid gap-4 px-4 pt-4 *:min-w-0">
          <p className="max-w-3xl text-muted">{t('moderationLead')}</p>
          {data ? (
            <>
              <div>
                <CsvButton
                  name={`chitlaq-moderation-${data.items.at(-1)?.startsOn ?? ''}.csv`}
                  rows={() =>
                    overTimeRows({ [t('steps.week')]: ({ startsOn }) => startsOn }, data.items, measures)
                  }
                />
              </div>
              <Card className="grid grid-cols-2 gap-6">
                <Stat value={format.number(data.waiting)} label={t('waiting')} />
                <Stat value={format.number(data.overdue)} label={t('overdue')} />
              </Card>
              <OverTime
                items={data.items}
                measures={measures}
                current={urlState.of}
                onChange={(of) => change({ of })}
              />
            </>
          ) : (
            <Loading label={t('loading')}>
              <Skeleton className="h-96 rounded-card" />
            </Loading>
          )}
        </div>
      )}
    </>
  );
}
