'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import {
  Badge,
  Banner,
  Button,
  ConfirmDialog,
  DataTable,
  IconButton,
  Skeleton,
  TextArea,
  toast,
} from '@chitlaq/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths, webPaths } from '../../lib/paths.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import { Heading } from '../frame/heading.tsx';
import { LoadError } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';
import { Timestamp } from '../frame/timestamp.tsx';
import { useLeftOut } from '../members/use-left-out.ts';

type Act = Schemas['ModerationBatch'];
/** While a job works on it. */
const LOOK_MS = 1_000;
const isMoving = (act: Act | undefined) => act?.state === 'running' || act?.state === 'undoing';

/** The page of one bulk act: how far it is, what was done and left out and why, and its undo. */
export function BulkAct() {
  const t = useTranslations('bulk');
  return (
    <RequirePermission requiredPermission="reports.resolve">
      <Heading
        title={t('one')}
        back={
          <IconButton label={t('back')} asChild>
            <Link href={paths.bulkActs}>
              <ArrowLeft aria-hidden="true" />
            </Link>
          </IconButton>
        }
      />
      <Result />
    </RequirePermission>
  );
}

function Result() {
  const t = useTranslations('bulk');
  const format = useFormatter();
  const { id } = useParams<{ id: string }>();
  const queries = useQueryClient();
  const tShell = useTranslations('shell');
  const problemText = useProblemText();
  const [isUndoing, setIsUndoing] = useState(false);
  const [isWithdrawing, setIsWithdrawing] = useState(false);
  const withdrawal = useMutation({
    mutationFn: () => api.post('/admin/moderation/batches/{id}/withdraw', { path: { id } }),
    onSuccess: () => toast({ message: t('withdrawn'), tone: 'good' }),
    onError: (error) => toast({ message: problemText(error), tone: 'danger' }),
    onSettled: async () => {
      setIsWithdrawing(false);
      await queries.invalidateQueries({ queryKey: ['bulk-acts'] });
    },
  });
  const query = useQuery({
    queryKey: ['bulk-acts', id],
    queryFn: () => api.get('/admin/moderation/batches/{id}', { path: { id } }),
    refetchInterval: ({ state }) => (isMoving(state.data) ? LOOK_MS : false),
  });
  // What the queue and the pages of members say has changed with each step.
  const state = query.data?.state;
  useEffect(() => {
    if (state === undefined) return;
    for (const queryKey of [['reports'], ['member'], ['members']])
      void queries.invalidateQueries({ queryKey });
  }, [state, queries]);
  if (query.error && !query.data)
    return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  const act = query.data;
  if (!act) return <Skeleton className="m-4 h-80 rounded-card" />;
  return (
    <div className="mx-auto grid max-w-4xl grid-cols-1 gap-4 px-4 py-4">
      <Banner
        tone={act.state === 'done' ? 'good' : act.state === 'waiting' ? 'warn' : 'info'}
        live="polite"
        title={t(`states.${act.state}`)}
      >
        <p>{t('summary', { done: act.done, items: act.items, members: act.members, left: act.leftOut })}</p>
        {act.undo ? <p>{t('undoSummary', { done: act.undo.done, left: act.undo.leftOut })}</p> : null}
        {isMoving(act) ? <p>{t('leave')}</p> : null}
      </Banner>
      <dl className="grid gap-1 text-sm">
        <Fact term={t('act')}>{t(`acts.${act.decision}`)}</Fact>
        <Fact term={t('by')}>
          {act.startedBy ? `@${act.startedBy.username}` : t('gone')} · <Timestamp at={act.createdAt} />
        </Fact>
        <Fact term={t('note')}>
          <bdi>{act.note}</bdi>
        </Fact>
        {act.reason ? (
          <Fact term={t('reason')}>
            <bdi>{act.reason}</bdi>
          </Fact>
        ) : null}
        {act.undo ? (
          <Fact term={t('undoReason')}>
            <bdi>{act.undo.reason}</bdi>
          </Fact>
        ) : null}
      </dl>
      {act.undoUntil === null ? null : (
        <div>
          <Button variant="danger" onClick={() => setIsUndoing(true)}>
            {t('undo')}
          </Button>
          <p className="mt-1 text-muted text-sm">
            {t('undoUntil', {
              time: format.dateTime(new Date(act.undoUntil), { dateStyle: 'medium', timeStyle: 'short' }),
            })}
          </p>
        </div>
      )}
      {act.mayWithdraw ? (
        <div>
          <Button onClick={() => setIsWithdrawing(true)}>{t('withdraw')}</Button>
        </div>
      ) : null}
      <Items act={act} />
      <ConfirmDialog
        open={isWithdrawing}
        onOpenChange={setIsWithdrawing}
        title={t('withdrawTitle')}
        description={t('withdrawLead')}
        confirmLabel={t('withdraw')}
        cancelLabel={tShell('cancel')}
        pending={withdrawal.isPending}
        onConfirm={() => withdrawal.mutate()}
      />
      {isUndoing ? <UndoDialog act={act} onClose={() => setIsUndoing(false)} /> : null}
    </div>
  );
}

const Fact = ({ term, children }: { term: string; children: React.ReactNode }) => (
  <div className="min-w-0 break-words">
    <dt className="inline text-muted">{term}: </dt>
    <dd className="inline">{children}</dd>
  </div>
);

function Items({ act }: { act: Act }) {
  const t = useTranslations('bulk');
  const tReports = useTranslations('reports');
  const leftOut = useLeftOut();
  return (
    <DataTable
      caption={t('items')}
      rows={act.list.map((item, position) => ({ ...item, position }))}
      stacked
      rowKey={(row) => String(row.position)}
      empty={null}
      columns={[
        {
          key: 'subject',
          header: t('what'),
          isRowHeader: true,
          cell: ({ subjectType, subjectId }) =>
            subjectType === null ? (
              t('unknown')
            ) : subjectType === 'post' && subjectId !== null ? (
              <a className="link" href={webPaths.post(subjectId)}>
                {tReports('post')}
              </a>
            ) : (
              tReports(subjectType)
            ),
        },
        {
          key: 'owner',
          header: t('whose'),
          cell: ({ owner }) =>
            owner ? (
              <Link className="link" href={paths.member(owner.id)}>
                @{owner.username}
              </Link>
            ) : (
              ''
            ),
        },
        {
          key: 'state',
          header: t('outcome'),
          cell: ({ state, problem, undoState, undoProblem }) => (
            <span className="grid gap-1">
              <span>
                <Badge tone={state === 'done' ? 'good' : 'plain'}>{t(`itemStates.${state}`)}</Badge>{' '}
                {problem === null ? null : leftOut(problem)}
              </span>
              {undoState === null ? null : (
                <span>
                  <Badge tone={undoState === 'done' ? 'good' : 'warn'}>{t(`undoStates.${undoState}`)}</Badge>{' '}
                  {undoProblem === null ? null : leftOut(undoProblem)}
                </span>
              )}
            </span>
          ),
        },
      ]}
    />
  );
}

function UndoDialog({ act, onClose }: { act: Act; onClose: () => void }) {
  const t = useTranslations('bulk.undoDialog');
  const queries = useQueryClient();
  const submission = useSubmit(['reason']);
  const [reason, setReason] = useState('');
  const submit = async () => {
    const isDone = await submission.run(() =>
      api.post('/admin/moderation/batches/{id}/undo', { path: { id: act.id }, body: { reason } }),
    );
    if (!isDone) return;
    await Promise.all(
      [['bulk-acts'], ['reports'], ['member']].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
    toast({ message: t('done'), tone: 'good' });
    onClose();
  };
  return (
    <FormSheet
      title={t('title', { count: act.done })}
      description={t('lead', { members: act.members })}
      submitLabel={t('submit')}
      isDanger
      disabledReason={reason.trim() === '' ? t('reasonNeeded') : undefined}
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextArea
        label={t('reason')}
        help={t('reasonHelp')}
        value={reason}
        maxLength={1000}
        onChange={(event) => setReason(event.target.value)}
        error={submission.errors.reason}
      />
    </FormSheet>
  );
}
