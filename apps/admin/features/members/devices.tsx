'use client';

import { Card, DataTable, deviceName, Loading, Skeleton } from '@chitlaq/ui';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { LoadError } from '../frame/listing.tsx';
import { Timestamp } from '../frame/timestamp.tsx';
import { useHasPermission } from '../frame/viewer.tsx';

/** The query of a member's open sessions. */
export const sessionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['member-sessions', id],
    queryFn: () => api.get('/admin/users/{id}/sessions', { path: { id } }),
  });

/** A member's sessions; for administrators. */
export function Devices({ memberId }: { memberId: string }) {
  const t = useTranslations('members.devices');
  const canSeeSessions = useHasPermission('members.suspend');
  return (
    <section className="grid gap-3">
      <h2 className="font-medium text-lg">{t('title')}</h2>
      {canSeeSessions ? (
        <DeviceTable memberId={memberId} />
      ) : (
        <Card className="text-muted">{t('hidden')}</Card>
      )}
    </section>
  );
}

function DeviceTable({ memberId }: { memberId: string }) {
  const t = useTranslations('members.devices');
  const tMembers = useTranslations('members');
  const query = useQuery(sessionsQuery(memberId));
  if (query.error && !query.data)
    return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data)
    return (
      <Loading label={t('loading')}>
        <Skeleton className="h-32 rounded-card" />
      </Loading>
    );
  return (
    <DataTable
      caption={t('title')}
      rows={query.data.items}
      stacked
      rowKey={(session) => session.id}
      empty={<p className="px-4 py-4 text-muted">{t('empty')}</p>}
      columns={[
        {
          key: 'device',
          header: t('device'),
          isRowHeader: true,
          cell: (session) => deviceName(session.device) || t('unknown'),
        },
        { key: 'ip', header: t('address'), cell: (session) => session.ip ?? '' },
        {
          key: 'lastSeenAt',
          header: tMembers('lastSeen'),
          className: 'text-muted',
          cell: (session) => <Timestamp at={session.lastSeenAt} relative />,
        },
        {
          key: 'startedAt',
          header: t('startedAt'),
          className: 'text-muted',
          cell: (session) => <Timestamp at={session.createdAt} />,
        },
      ]}
    />
  );
}
