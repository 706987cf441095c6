'use client';

import { Badge, Button, Card, DataTable, IconButton, Loading, Skeleton, Stat, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useParams, useRouter } from 'next/navigation';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { ConfirmAction } from '../frame/confirm-action.tsx';
import { Heading } from '../frame/heading.tsx';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { Timestamp } from '../frame/timestamp.tsx';
import { AnnouncementSheet } from './announcement-sheet.tsx';
import { useTitleOf } from './announcements.tsx';
import { Period, useAudience } from './period.tsx';
import { Preview } from './preview.tsx';
import { ANNOUNCEMENTS_KEY, type AnnouncementDetails, announcementKey, stateTone } from './types.ts';

/** The page of one announcement, for administrators. */
export function Announcement() {
  const { id } = useParams<{ id: string }>();
  return (
    <RequirePermission requiredPermission="announcements.write">
      <AnnouncementPage key={id} id={id} />
    </RequirePermission>
  );
}

function AnnouncementPage({ id }: { id: string }) {
  const t = useTranslations('announcements');
  const titleOf = useTitleOf();
  const query = useQuery({
    queryKey: announcementKey(id),
    queryFn: () => api.get('/admin/announcements/{id}', { path: { id } }),
  });
  const back = (
    <IconButton asChild label={t('back')}>
      <Link href={paths.announcements}>
        <ArrowLeft aria-hidden="true" />
      </Link>
    </IconButton>
  );
  if (!query.data)
    return (
      <>
        <Heading title={t('name')} back={back} />
        {query.error ? (
          <LoadError error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading label={t('loading')}>
            <Skeleton className="mx-4 h-96 rounded-card" />
          </Loading>
        )}
      </>
    );
  const announcement = query.data;
  return (
    <>
      <Heading title={titleOf(announcement)} back={back} />
      <div className="mx-auto grid max-w-4xl grid-cols-1 gap-4 pb-4 tablet:px-4">
        <Summary announcement={announcement} />
        <Card flush className="grid grid-cols-1 gap-3">
          <h2 className="font-medium text-lg">{t('preview.title')}</h2>
          <Preview content={announcement} />
        </Card>
        {announcement.figures ? <FiguresCard announcement={announcement} /> : null}
      </div>
    </>
  );
}

type Act = 'publish' | 'end' | 'withdraw' | 'delete';

function Summary({ announcement }: { announcement: AnnouncementDetails }) {
  const t = useTranslations('announcements');
  const audience = useAudience();
  const [isEditing, setIsEditing] = useState(false);
  const [act, setAct] = useState<Act>();
  const { state, level, isDismissable, changedBy, changedAt } = announcement;
  const acts: Act[] =
    state === 'draft'
      ? ['publish', 'delete']
      : state === 'live'
        ? ['end']
        : state === 'scheduled'
          ? ['withdraw']
          : [];
  const missing = announcement.endsAt === null ? t('endNeeded') : undefined;
  return (
    <Card flush className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={stateTone[state]}>{t(`badges.${state}`)}</Badge>
        <Badge tone={level === 'important' ? 'warn' : 'plain'}>{t(`levels.${level}`)}</Badge>
        {isDismissable ? null : <Badge>{t('stays')}</Badge>}
        <span className="text-muted text-sm">{t('version', { version: announcement.version })}</span>
      </div>
      <dl className="grid gap-x-6 gap-y-3 tablet:grid-cols-2">
        <div>
          <dt className="text-muted text-sm">{t('when')}</dt>
          <dd>
            <Period announcement={announcement} />
            <span className="block text-muted text-sm">{t('zone')}</span>
          </dd>
        </div>
        <div>
          <dt className="text-muted text-sm">{t('audience')}</dt>
          <dd className="break-words">{audience(announcement)}</dd>
        </div>
        <div>
          <dt className="text-muted text-sm">{t('changed')}</dt>
          <dd>
            {changedBy ? `@${changedBy.username} · ` : ''}
            <Timestamp at={changedAt} />
          </dd>
        </div>
      </dl>
      {state === 'ended' ? null : (
        <div className="flex flex-wrap gap-2">
          {acts.map((name) => (
            <Button
              key={name}
              variant={
                name === 'publish' ? 'primary' : name === 'delete' || name === 'end' ? 'danger' : 'outline'
              }
              disabledReason={name === 'publish' ? missing : undefined}
              onClick={() => setAct(name)}
            >
              {t(`acts.${name}.button`)}
            </Button>
          ))}
          <Button onClick={() => setIsEditing(true)}>{t('edit')}</Button>
        </div>
      )}
      {isEditing ? (
        <AnnouncementSheet announcement={announcement} onClose={() => setIsEditing(false)} />
      ) : null}
      {act ? <ActDialog act={act} announcement={announcement} onClose={() => setAct(undefined)} /> : null}
    </Card>
  );
}

function ActDialog(props: { act: Act; announcement: AnnouncementDetails; onClose: () => void }) {
  const { act, announcement, onClose } = props;
  const t = useTranslations(`announcements.acts.${act}`);
  const audience = useAudience();
  const titleOf = useTitleOf();
  const router = useRouter();
  const queries = useQueryClient();
  const request = { path: { id: announcement.id }, body: { basedOn: announcement.version } };
  const requests: Record<Act, () => Promise<unknown>> = {
    publish: () => api.put('/admin/announcements/{id}/published', request),
    end: () => api.put('/admin/announcements/{id}/ended', request),
    withdraw: () => api.put('/admin/announcements/{id}/ended', request),
    delete: () => api.delete('/admin/announcements/{id}', { path: request.path }),
  };
  return (
    <ConfirmAction
      title={t('title', { name: titleOf(announcement) })}
      description={t('lead', { audience: audience(announcement) })}
      confirmLabel={t('button')}
      isDanger={act === 'end' || act === 'delete'}
      action={requests[act]}
      onClose={() => {
        onClose();
        // After a conflict, what the other admin made of it.
        void queries.invalidateQueries({ queryKey: announcementKey(announcement.id) });
      }}
      onDone={async () => {
        if (act === 'delete') router.push(paths.announcements);
        else await queries.invalidateQueries({ queryKey: announcementKey(announcement.id) });
        await queries.invalidateQueries({ queryKey: ANNOUNCEMENTS_KEY });
        toast({ message: t('done'), tone: 'good' });
        onClose();
      }}
    />
  );
}

const KINDS = ['seen', 'dismissed', 'opened'] as const;

/** How many members have seen it, dismissed it and opened its link. */
function FiguresCard({
  announcement: { figures, isDismissable, link },
}: {
  announcement: AnnouncementDetails;
}) {
  const t = useTranslations('announcements.figures');
  const format = useFormatter();
  if (!figures) return null;
  const kinds = KINDS.filter(
    (kind) =>
      kind === 'seen' || (kind === 'dismissed' && isDismissable) || (kind === 'opened' && link !== null),
  );
  const count = (value: number | null) =>
    value === null ? (
      <>
        <span aria-hidden="true">–</span>
        <span className="sr-only">{t('few')}</span>
      </>
    ) : (
      format.number(value)
    );
  return (
    <Card flush className="grid grid-cols-1 gap-3">
      <h2 className="font-medium text-lg">{t('title')}</h2>
      <div className="grid grid-cols-2 gap-4 tablet:grid-cols-3">
        {kinds.map((kind) => (
          <Stat key={kind} label={t(kind)} value={count(figures[kind])} />
        ))}
      </div>
      {figures.universities.length > 0 ? (
        <DataTable
          caption={t('byUniversity')}
          rows={figures.universities}
          rowKey={({ id }) => id}
          columns={[
            { key: 'name', header: t('university'), isRowHeader: true, cell: ({ name }) => name },
            ...kinds.map((kind) => ({
              key: kind,
              header: t(kind),
              align: 'end' as const,
              cell: (row: (typeof figures.universities)[number]) => count(row[kind]),
            })),
          ]}
        />
      ) : null}
      <p className="text-muted text-sm">{t('note')}</p>
    </Card>
  );
}
