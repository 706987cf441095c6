'use client';

import type { Schemas } from '@chitlaq/client';
import { Banner, Button, ConfirmDialog, DataTable, Loading, Skeleton, toast } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { DateOnly } from '../frame/timestamp.tsx';
import { AcceptCampusDialog } from './accept-campus-dialog.tsx';
import { UniversitiesHeader } from './universities-header.tsx';

type Campus = Schemas['AcceptedCampus'];
const KEY = ['accepted-campuses'];

/** The page of the campuses whose copies members may bring. */
export function AcceptedCampuses() {
  return (
    <RequirePermission requiredPermission="imports.write">
      <UniversitiesHeader current="campuses" />
      <Campuses />
    </RequirePermission>
  );
}

function Campuses() {
  const t = useTranslations('imports');
  const queries = useQueryClient();
  const query = useQuery({ queryKey: KEY, queryFn: () => api.get('/admin/accepted-campuses') });
  const [isAdding, setIsAdding] = useState(false);
  const [removed, setRemoved] = useState<Campus>();
  const refresh = () => queries.invalidateQueries({ queryKey: KEY });
  if (query.error && !query.data)
    return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className="mx-auto grid max-w-4xl gap-4 px-4 py-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <p className="max-w-2xl text-muted">{t('lead')}</p>
        <Button onClick={() => setIsAdding(true)}>{t('add')}</Button>
      </div>
      {query.data ? (
        <DataTable
          caption={t('caption')}
          rows={query.data.items}
          stacked
          rowKey={({ id }) => id}
          empty={<p className="px-4 py-4 text-muted">{t('empty')}</p>}
          columns={[
            {
              key: 'name',
              header: t('name'),
              isRowHeader: true,
              cell: ({ name }) => <bdi className="break-words">{name}</bdi>,
            },
            {
              key: 'origin',
              header: t('origin'),
              cell: ({ origin }) => <span className="break-all">{origin}</span>,
            },
            {
              key: 'keys',
              header: t('keys'),
              cell: ({ publicKeys }) => (
                <ul className="break-all font-mono text-sm">
                  {publicKeys.map((key) => (
                    <li key={key}>{key}</li>
                  ))}
                </ul>
              ),
            },
            {
              key: 'added',
              header: t('added'),
              className: 'text-muted',
              cell: ({ addedAt }) => <DateOnly at={addedAt} />,
            },
            {
              key: 'acts',
              header: <span className="sr-only">{t('actions')}</span>,
              align: 'end',
              cell: (campus) => (
                <Button
                  size="sm"
                  aria-label={`${t('remove')}: ${campus.name}`}
                  onClick={() => setRemoved(campus)}
                >
                  {t('remove')}
                </Button>
              ),
            },
          ]}
        />
      ) : (
        <Loading label={t('loading')}>
          <Skeleton className="h-24 rounded-card" />
        </Loading>
      )}
      {isAdding ? <AcceptCampusDialog onClose={() => setIsAdding(false)} onDone={refresh} /> : null}
      {removed ? (
        <RemoveDialog campus={removed} onClose={() => setRemoved(undefined)} onDone={refresh} />
      ) : null}
    </div>
  );
}

function RemoveDialog(props: { campus: Campus; onClose: () => void; onDone: () => Promise<unknown> }) {
  const { campus, onClose, onDone } = props;
  const t = useTranslations('imports.removeDialog');
  const tShell = useTranslations('shell');
  const submission = useSubmit();
  const remove = async () => {
    const path = { id: campus.id };
    if (!(await submission.run(() => api.delete('/admin/accepted-campuses/{id}', { path })))) return;
    await onDone();
    toast({ message: t('done'), tone: 'good' });
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('title', { name: campus.name })}
      description={t('lead')}
      confirmLabel={t('submit')}
      cancelLabel={tShell('cancel')}
      pending={submission.isPending}
      onConfirm={() => void remove()}
    >
      {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
    </ConfirmDialog>
  );
}
