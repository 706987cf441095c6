'use client';

import type { Schemas } from '@chitlaq/client';
import { Button, Loading, Skeleton } from '@chitlaq/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';

type StaffAccess = Schemas['StaffAccess'];

// A newer server may know kinds and acts that have no text here: `t.has` tells.
const kindName = (kind: string) => `kinds.${kind}` as 'kinds.posts';
const actName = (event: string) => `acts.${event}` as 'acts.member_suspended';

/** What the campus holds about the member, by kind, and which staff looked at it. */
export function HeldData() {
  const t = useTranslations('settings.held');
  const format = useFormatter();
  const query = useQuery({ queryKey: ['me', 'data'], queryFn: () => api.get('/users/me/data') });
  const { data, error } = query;
  return (
    <section className="grid gap-4">
      <div>
        <h2 className="font-medium text-lg">{t('title')}</h2>
        <p className="text-muted">{t('lead')}</p>
      </div>
      {data ? (
        <>
          <dl className="grid gap-2">
            {data.items
              .filter(({ kind, count }) => count > 0 && t.has(kindName(kind)))
              .map(({ kind, count, keptDays, outlivesAccount }) => (
                <div key={kind} className="flex flex-wrap justify-between gap-x-4">
                  <dt>{t(kindName(kind))}</dt>
                  <dd className="tabular-nums">{format.number(count)}</dd>
                  {keptDays === null && !outlivesAccount ? null : (
                    <dd className="w-full text-muted text-sm">
                      {outlivesAccount ? t('stays') : t('kept', { days: keptDays ?? 0 })}
                    </dd>
                  )}
                </div>
              ))}
          </dl>
          {data.trafficLogMonths ? <p>{t('traffic', { months: data.trafficLogMonths })}</p> : null}
          <p className="text-muted">{t('backups', { days: data.backupDays })}</p>
        </>
      ) : error ? (
        <QueryError query={query} title={t('loadFailed')} />
      ) : (
        <Loading label={t('title')}>
          <Skeleton shape="block" className="h-32" />
        </Loading>
      )}
      <Accesses />
    </section>
  );
}

function Accesses() {
  const t = useTranslations('settings.held');
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['me', 'accesses'],
    queryFn: ({ pageParam }) =>
      api.get('/users/me/accesses', { query: pageParam === null ? {} : { cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <div className="grid gap-2">
      <h3 className="font-medium">{t('accesses')}</h3>
      {items === undefined ? null : items.length === 0 ? (
        <p className="text-muted">{t('nobody')}</p>
      ) : (
        <ul className="grid gap-2">
          {items.map((item) => (
            <AccessItem key={item.id} item={item} />
          ))}
        </ul>
      )}
      {hasNextPage ? (
        <div>
          <Button size="sm" pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function AccessItem({ item: { at, event, role, subject } }: { item: StaffAccess }) {
  const t = useTranslations('settings.held');
  const format = useFormatter();
  const what =
    event === 'content_read' && subject !== null
      ? t(`read.${subject.type}`)
      : t.has(actName(event))
        ? t(actName(event))
        : t('acts.other');
  return (
    <li>
      {what}
      <span className="block text-muted text-sm">
        {t(`roles.${role ?? 'former'}`)} ·{' '}
        {format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' })}
      </span>
    </li>
  );
}
