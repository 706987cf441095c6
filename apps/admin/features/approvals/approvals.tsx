'use client';

import type { Schemas } from '@chitlaq/client';
import { Badge, Banner, Button, Card, ConfirmDialog, EmptyState, type Tone, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { UserCheck } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { Heading } from '../frame/heading.tsx';
import { Listing, usePages } from '../frame/listing.tsx';
import { RequirePermission } from '../frame/require-permission.tsx';

type Approval = Schemas['Approval'];
type Step = 'approve' | 'refuse' | 'cancel';

const stateTone: Record<Approval['state'], Tone | 'plain'> = {
  waiting: 'warn',
  carried_out: 'good',
  refused: 'plain',
  cancelled: 'plain',
  expired: 'plain',
  void: 'plain',
};

/** The page of acts that take two people. */
export function Approvals() {
  const t = useTranslations('approvals');
  return (
    <RequirePermission requiredPermission="approvals.stop">
      <Heading title={t('title')} detail={t('lead')} />
      <div className="mx-auto max-w-4xl px-4 py-4">
        <ApprovalList />
      </div>
    </RequirePermission>
  );
}

function ApprovalList() {
  const t = useTranslations('approvals');
  const [opened, setOpened] = useState<{ step: Step; approval: Approval }>();
  const pages = usePages<Approval>(['approvals'], (page) =>
    api.get('/admin/approvals', { query: { ...page, limit: 50 } }),
  );
  return (
    <>
      <Listing
        pages={pages}
        label={t('loading')}
        empty={
          <EmptyState icon={<UserCheck aria-hidden="true" />} title={t('empty')}>
            {t('emptyDetail')}
          </EmptyState>
        }
      >
        {(approvals) => (
          <ul className="grid gap-4">
            {approvals.map((approval) => (
              <li key={approval.id}>
                <ApprovalCard approval={approval} onStep={(step) => setOpened({ step, approval })} />
              </li>
            ))}
          </ul>
        )}
      </Listing>
      {opened ? <ConfirmStep {...opened} onClose={() => setOpened(undefined)} /> : null}
    </>
  );
}

function ApprovalCard({ approval, onStep }: { approval: Approval; onStep: (step: Step) => void }) {
  const t = useTranslations('approvals');
  const format = useFormatter();
  const { act, member, requestedBy, reason, state, needsSecond, mayDecide, mayCancel, closedBy } = approval;
  const time = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });
  const isWaiting = state === 'waiting';
  const disabledReason =
    mayDecide === 'yes' || mayDecide === 'closed' ? undefined : t(`restrictions.${mayDecide}`);
  return (
    <Card className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="font-medium text-lg">
          {t.rich(`acts.${act}`, {
            name: () => (
              <Link href={paths.member(member.id)} className="hover:underline">
                @{member.username}
              </Link>
            ),
          })}
        </h2>
        <Badge tone={stateTone[state]}>{t(`states.${state}`)}</Badge>
      </div>
      <p className="text-muted text-sm">
        {t('requested', {
          name: requestedBy ? `@${requestedBy.username}` : t('gone'),
          time: time(approval.requestedAt),
        })}
        {approval.closedAt === null
          ? ''
          : ` · ${t('closed', { name: closedBy ? `@${closedBy.username}` : t('byTime'), time: time(approval.closedAt) })}`}
      </p>
      <p className="whitespace-pre-line break-words">{reason}</p>
      {approval.targetId === null ? null : (
        <p>
          <Link href={paths.bulkAct(approval.targetId)} className="link">
            {t('bulkAct')}
          </Link>
        </p>
      )}
      {isWaiting ? (
        <>
          <p className="text-sm">
            {t(needsSecond ? 'expiresAt' : 'carriedOutAt', { time: time(approval.dueAt) })}
          </p>
          <div className="flex flex-wrap gap-2">
            {needsSecond || mayDecide === 'yes' ? (
              <>
                <Button variant="primary" disabledReason={disabledReason} onClick={() => onStep('approve')}>
                  {t('approve')}
                </Button>
                <Button disabledReason={disabledReason} onClick={() => onStep('refuse')}>
                  {t('refuse')}
                </Button>
              </>
            ) : null}
            {mayCancel ? <Button onClick={() => onStep('cancel')}>{t('cancel')}</Button> : null}
          </div>
        </>
      ) : null}
    </Card>
  );
}

function ConfirmStep({ step, approval, onClose }: { step: Step; approval: Approval; onClose: () => void }) {
  const t = useTranslations('approvals');
  const tShell = useTranslations('shell');
  const queries = useQueryClient();
  const submission = useSubmit();
  const path = { id: approval.id };
  const confirm = () =>
    submission.run(
      () =>
        step === 'cancel'
          ? api.delete('/admin/approvals/{id}', { path })
          : api.patch('/admin/approvals/{id}', { path, body: { decision: step } }),
      async () => {
        await Promise.all(
          [['approvals'], ['member'], ['members'], ['me']].map((queryKey) =>
            queries.invalidateQueries({ queryKey }),
          ),
        );
        toast({ message: t(`done.${step}`), tone: 'good' });
        onClose();
      },
    );
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t(`confirm.${step}`)}
      description={t(`acts.plain.${approval.act}`, { name: `@${approval.member.username}` })}
      confirmLabel={t(step)}
      cancelLabel={tShell('cancel')}
      danger={step === 'approve'}
      pending={submission.isPending}
      onConfirm={() => void confirm()}
    >
      {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
    </ConfirmDialog>
  );
}
