'use client';

import { ProblemError, type Schemas } from '@chitlaq/client';
import { Card, DataTable, ErrorState, Loading, Skeleton, Stat } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { Heading } from '../frame/heading.tsx';
import { Health } from './health.tsx';
import { Storage } from './storage.tsx';

const REFRESH_MS = 15_000;

/** The operator's overview. Refetches while it is visible. */
export function Overview() {
  const t = useTranslations('overview');
  const query = useQuery({
    queryKey: ['overview'],
    queryFn: () => api.get('/admin/overview'),
    refetchInterval: REFRESH_MS,
  });
  if (query.error && !query.data) {
    const requestId = query.error instanceof ProblemError ? query.error.requestId : undefined;
    return (
      <ErrorState
        title={t('failed')}
        retryLabel={t('retry')}
        onRetry={() => void query.refetch()}
        requestId={requestId}
      />
    );
  }
  return (
    <>
      <Heading title={t('title')} detail={query.data ? <AsOf at={query.data.at} /> : undefined} />
      {query.data ? (
        <OverviewCards data={query.data} />
      ) : (
        <Loading label={t('loading')}>
          <Skeleton className="h-96" />
        </Loading>
      )}
    </>
  );
}

function AsOf({ at }: { at: string }) {
  const t = useTranslations('overview');
  const format = useFormatter();
  return <>{t('asOf', { time: format.dateTime(new Date(at), { timeStyle: 'medium' }) })}</>;
}

function OverviewCards({ data }: { data: Schemas['Overview'] }) {
  const t = useTranslations('overview');
  const format = useFormatter();
  const { members, posts, jobs } = data;
  return (
    <div className="mt-4 grid gap-4 px-4 desktop:grid-cols-3">
      <Card className="grid grid-cols-2 gap-6 desktop:col-span-3 tablet:grid-cols-4">
        <Stat
          value={format.number(members.active)}
          label={t('members')}
          detail={t('newThisWeek', { count: members.newThisWeek })}
        />
        <Stat value={format.number(members.activeToday)} label={t('activeToday')} />
        <Stat
          value={format.number(posts.total)}
          label={t('posts')}
          detail={t('today', { count: posts.today })}
        />
        <Stat
          value={format.number(members.pending)}
          label={t('pending')}
          detail={t('suspended', { count: members.suspended })}
        />
      </Card>
      <Card className="desktop:col-span-2">
        <h2 className="mb-3 font-medium">{t('days')}</h2>
        <DayBars days={data.days} />
      </Card>
      {/* The longest: beside two others. */}
      <Health className="desktop:row-span-2" />
      <Card className="desktop:col-span-2">
        <h2 className="mb-3 font-medium">{t('universities')}</h2>
        <ol className="grid gap-x-8 gap-y-2 desktop:grid-cols-2">
          {data.universities.map((university) => (
            <li key={university.name} className="flex gap-3">
              <span className="min-w-0 truncate">{university.name}</span>
              <span className="tabular-nums ml-auto text-muted">{format.number(university.members)}</span>
            </li>
          ))}
        </ol>
      </Card>
      <Storage />
      <Card className="desktop:col-span-3">
        <h2 className="font-medium">{t('jobs')}</h2>
        <p className="mb-3 text-muted text-sm">
          {t('jobsSummary', {
            due: jobs.due,
            running: jobs.running,
            failing: jobs.failing,
            givenUp: jobs.givenUp,
          })}
        </p>
        <DataTable
          caption={t('jobs')}
          rows={jobs.kinds}
          rowKey={(kind) => kind.name}
          columns={[
            { key: 'name', header: t('job'), cell: (kind) => kind.name, isRowHeader: true },
            {
              key: 'waiting',
              header: t('waiting'),
              cell: (kind) => format.number(kind.waiting),
              align: 'end',
            },
            {
              key: 'givenUp',
              header: t('givenUp'),
              cell: (kind) => format.number(kind.givenUp),
              align: 'end',
            },
          ]}
          empty={<p className="py-4 text-muted">{t('noJobs')}</p>}
        />
      </Card>
    </div>
  );
}

/** New members and posts per day as bars, with the numbers as text for screen readers. */
function DayBars({ days }: { days: Schemas['Overview']['days'] }) {
  const t = useTranslations('overview');
  const format = useFormatter();
  const maxPosts = Math.max(1, ...days.map((day) => day.posts));
  return (
    <ol className="flex h-40 items-end gap-1">
      {days.map((day) => {
        const label = t('dayLabel', {
          day: format.dateTime(new Date(day.day), { dateStyle: 'medium', timeZone: 'UTC' }),
          posts: day.posts,
          members: day.members,
        });
        return (
          <li key={day.day} className="flex h-full flex-1 flex-col justify-end" title={label}>
            <span className="sr-only">{label}</span>
            <span
              aria-hidden="true"
              className="block rounded-control bg-nar"
              style={{ height: `${Math.max(2, (day.posts / maxPosts) * 100)}%` }}
            />
          </li>
        );
      })}
    </ol>
  );
}
