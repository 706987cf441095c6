'use client';

import type { Schemas } from '@chitlaq/client';
import {
  Badge,
  Banner,
  Button,
  ConfirmDialog,
  DataTable,
  EmptyState,
  Select,
  type Tone,
  toast,
} from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { oneOf, useUrlState } from '../../lib/url-state.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { Listing, usePages } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { Timestamp } from '../frame/timestamp.tsx';
import { SystemHeader } from '../system/system-header.tsx';

type Job = Schemas['QueuedJob'];
const STATES = ['given_up', 'failing', 'running', 'waiting'] as const satisfies readonly Job['state'][];
const tones: Record<Job['state'], Tone | 'plain'> = {
  given_up: 'danger',
  failing: 'warn',
  running: 'info',
  waiting: 'plain',
};

/** The page of the job queue, for administrators. */
export function Jobs() {
  return (
    <RequirePermission requiredPermission="jobs.write">
      <Queue />
    </RequirePermission>
  );
}

/** Jobs by state; those that were given up first, because they wait for somebody. */
function Queue() {
  const t = useTranslations('jobs');
  const queries = useQueryClient();
  const [filter, change] = useUrlState(['state'] as const);
  const state = filter.state === 'all' ? undefined : (oneOf(STATES, filter.state) ?? 'given_up');
  const [openDialog, setOpenDialog] = useState<{ act: 'retry' | 'cancel'; job: Job }>();
  const pages = usePages<Job>(['jobs', state], (page) =>
    api.get('/admin/jobs', { query: { ...page, limit: 50, ...(state ? { state } : {}) } }),
  );
  return (
    <>
      <SystemHeader current="jobs" title={t('title')} />
      <p className="max-w-3xl px-4 py-4 text-pretty text-muted">{t('lead')}</p>
      <div className="grid grid-cols-1 gap-4 px-4">
        <Select
          label={t('show')}
          value={state ?? 'all'}
          onChange={(event) => change({ state: event.target.value === 'given_up' ? '' : event.target.value })}
          options={[...STATES, 'all' as const].map((value) => ({ value, label: t(`states.${value}`) }))}
          frameClassName="tablet:max-w-56"
        />
        <Listing
          pages={pages}
          label={t('loading')}
          empty={
            <EmptyState
              icon={<CircleCheck aria-hidden="true" />}
              title={t(state === 'given_up' ? 'emptyGivenUp' : 'empty')}
            />
          }
        >
          {(jobs) => <JobTable jobs={jobs} onAct={(act, job) => setOpenDialog({ act, job })} />}
        </Listing>
      </div>
      {openDialog ? (
        <ActDialog
          {...openDialog}
          onClose={() => setOpenDialog(undefined)}
          onDone={() => queries.invalidateQueries({ queryKey: ['jobs'] })}
        />
      ) : null}
    </>
  );
}

function JobTable({ jobs, onAct }: { jobs: Job[]; onAct: (act: 'retry' | 'cancel', job: Job) => void }) {
  const t = useTranslations('jobs');
  const format = useFormatter();
  return (
    <DataTable
      caption={t('title')}
      stacked
      rows={jobs}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          header: t('name'),
          isRowHeader: true,
          cell: ({ name }) => <code className="max-tablet:break-all">{name}</code>,
        },
        {
          key: 'state',
          header: t('state'),
          cell: ({ state }) => <Badge tone={tones[state]}>{t(`badges.${state}`)}</Badge>,
        },
        {
          key: 'error',
          header: t('error'),
          cell: ({ error }) => (error === null ? null : <span className="break-words">{error}</span>),
        },
        {
          key: 'attempts',
          header: t('attempts'),
          align: 'end',
          cell: ({ attempts, maxAttempts }) =>
            t('of', { attempts: format.number(attempts), most: format.number(maxAttempts) }),
        },
        {
          key: 'created',
          header: t('created'),
          cell: ({ createdAt }) => <Timestamp at={createdAt} relative />,
        },
        {
          key: 'next',
          header: t('next'),
          cell: ({ state, runAt }) =>
            state === 'given_up' || state === 'running' ? null : <Timestamp at={runAt} relative />,
        },
        {
          key: 'acts',
          header: <span className="sr-only">{t('actions')}</span>,
          align: 'end',
          cell: (job) =>
            job.state === 'running' ? null : (
              <span className="flex justify-end gap-2">
                <Button
                  size="sm"
                  aria-label={`${t('retry')}: ${job.name}`}
                  onClick={() => onAct('retry', job)}
                >
                  {t('retry')}
                </Button>
                <Button
                  size="sm"
                  variant="quiet"
                  aria-label={`${t('cancel')}: ${job.name}`}
                  onClick={() => onAct('cancel', job)}
                >
                  {t('cancel')}
                </Button>
              </span>
            ),
        },
      ]}
    />
  );
}

function ActDialog(props: {
  act: 'retry' | 'cancel';
  job: Job;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { act, job, onClose, onDone } = props;
  const t = useTranslations('jobs.dialogs');
  const tShell = useTranslations('shell');
  const submission = useSubmit();
  const path = { id: job.id };
  const confirm = async () => {
    const isDone = await submission.run(() =>
      act === 'retry'
        ? api.post('/admin/jobs/{id}/retry', { path })
        : api.delete('/admin/jobs/{id}', { path }),
    );
    if (!isDone) return;
    await onDone();
    toast({ message: t(`${act}.done`), tone: 'good' });
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t(`${act}.title`, { name: job.name })}
      description={t(`${act}.lead`)}
      confirmLabel={t(`${act}.submit`)}
      cancelLabel={tShell('close')}
      danger={act === 'cancel'}
      pending={submission.isPending}
      onConfirm={() => void confirm()}
    >
      {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
    </ConfirmDialog>
  );
}
