'use client';

import type { Schemas } from '@chitlaq/client';
import { Banner, Card, DataTable, Loading, RadioGroup, Skeleton, Stat } from '@chitlaq/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { oneOf, useUrlState } from '../../lib/url-state.ts';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { CsvButton } from './csv-button.tsx';
import { Figure, type Measure, overTimeRows } from './measures.tsx';
import { OverTime } from './over-time.tsx';
import { RegistrationStatistics } from './registration-statistics.tsx';
import { StatisticsHeader } from './statistics-header.tsx';
import { UniversitySelect } from './university-select.tsx';
import { UniversityTable } from './university-table.tsx';

type MemberStatistics = Schemas['MemberStatistics'];
type Item = MemberStatistics['items'][number];
type University = MemberStatistics['universities'][number];
type Cohort = MemberStatistics['cohorts'][number];

const SPANS = ['day', 'week', 'month'] as const;
/** How many spans the page shows. */
const TAKE = { day: 90, week: 52, month: 24 } as const;
const MEASURES = ['members', 'registered', 'active', 'messages'] as const;

/** The page of registrations, activity and retention, for administrators. */
export function MembersOverTime() {
  return (
    <RequirePermission requiredPermission="overview.read">
      <MemberStatisticsPage />
    </RequirePermission>
  );
}

function MemberStatisticsPage() {
  const t = useTranslations('statistics');
  const [urlState, change] = useUrlState(['by', 'university', 'of']);
  const by = oneOf(SPANS, urlState.by) ?? 'day';
  const universityId = /^[0-9a-f-]{36}$/.test(urlState.university) ? urlState.university : undefined;
  const query = useQuery({
    queryKey: ['statistics', 'members', by, universityId ?? ''],
    queryFn: () =>
      api.get('/admin/statistics/members', {
        query: { by, take: TAKE[by], ...(universityId ? { universityId } : {}) },
      }),
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  const measures: Measure<Item>[] = MEASURES.map((key) => ({
    key,
    label: t(`memberMeasures.${key}`),
    read: (item) => item[key],
  }));
  const ofUniversity: Measure<University>[] = (['members', 'registered', 'active'] as const).map((key) => ({
    key,
    label: t(`memberMeasures.${key}`),
    read: (university) => university[key],
  }));
  const university = data?.universities.find(({ id }) => id === universityId);
  return (
    <>
      <StatisticsHeader current="members" countedAt={data?.countedAt} />
      {query.error && !data ? (
        <LoadError error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div className="grid gap-4 px-4 pt-4 *:min-w-0">
          <p className="max-w-3xl text-muted">{t('memberLead')}</p>
          <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
            <RadioGroup
              label={t('groupBy')}
              layout="segmented"
              value={by}
              onValueChange={(span) => change({ by: span })}
              options={SPANS.map((value) => ({ value, label: t(`steps.${value}`) }))}
            />
            <UniversitySelect
              universities={data?.universities ?? []}
              value={universityId}
              onChange={(id) => change({ university: id })}
            />
            {data ? (
              <CsvButton
                name={`chitlaq-members-${by}-${data.items.at(-1)?.startsOn ?? ''}.csv`}
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
              <Latest item={data.items.at(-1)} measures={measures} />
              <OverTime
                items={data.items}
                measures={measures}
                current={urlState.of}
                onChange={(of) => change({ of })}
              />
              <RegistrationStatistics universityId={universityId} />
              <Retention cohorts={data.cohorts} />
              <UniversityTable universities={data.universities} measures={ofUniversity} />
            </div>
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

/** The figures of the present span. */
function Latest({ item, measures }: { item: Item | undefined; measures: readonly Measure<Item>[] }) {
  const t = useTranslations('statistics');
  const format = useFormatter();
  if (!item) return null;
  return (
    <Card className="grid grid-cols-2 gap-6 tablet:grid-cols-4">
      {measures.map(({ key, label, read }) => {
        const value = read(item);
        return (
          <Stat
            key={key}
            value={value === null ? '—' : format.number(value)}
            label={label}
            detail={value === null ? t('notShown') : undefined}
          />
        );
      })}
    </Card>
  );
}

/** How many of those who joined in a month were active in each month since. */
function Retention({ cohorts }: { cohorts: readonly Cohort[] }) {
  const t = useTranslations('statistics');
  const format = useFormatter();
  const month = (startsOn: string) =>
    format.dateTime(new Date(startsOn), { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const months = [...new Set(cohorts.flatMap((cohort) => cohort.months.map(({ startsOn }) => startsOn)))]
    .sort()
    .slice(-12);
  const shareOf = (cohort: Cohort, startsOn: string): number | null | undefined => {
    const found = cohort.months.find((entry) => entry.startsOn === startsOn);
    if (!found) return undefined;
    return found.members && found.active !== null ? found.active / found.members : null;
  };
  return (
    <Card>
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <div className="grid max-w-3xl gap-1">
          <h2 className="font-medium">{t('retention')}</h2>
          <p className="text-muted text-sm">{t('retentionLead')}</p>
        </div>
        <CsvButton
          name={`chitlaq-retention-${months.at(-1) ?? ''}.csv`}
          subject={t('retention')}
          rows={() => [
            [t('cohort'), t('month'), t('memberMeasures.members'), t('memberMeasures.active')],
            ...cohorts.flatMap((cohort) =>
              cohort.months.map(({ startsOn, members, active }) => [
                cohort.startsOn,
                startsOn,
                members,
                active,
              ]),
            ),
          ]}
        />
      </div>
      <DataTable
        caption={t('retention')}
        rows={[...cohorts].reverse()}
        rowKey={({ startsOn }) => startsOn}
        empty={<p className="px-4 py-4 text-muted">{t('notCounted')}</p>}
        columns={[
          {
            key: 'cohort',
            header: t('cohort'),
            isRowHeader: true,
            className: 'whitespace-nowrap',
            cell: ({ startsOn }) => month(startsOn),
          },
          {
            key: 'members',
            header: t('memberMeasures.members'),
            align: 'end',
            cell: (cohort) => <Figure value={cohort.months.at(-1)?.members ?? null} />,
          },
          ...months.map((startsOn) => ({
            key: startsOn,
            header: month(startsOn),
            align: 'end' as const,
            className: 'whitespace-nowrap',
            cell: (cohort: Cohort) => {
              const share = shareOf(cohort, startsOn);
              return share === undefined ? null : <Figure value={share} percent />;
            },
          })),
        ]}
      />
    </Card>
  );
}
