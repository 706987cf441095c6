'use client';

import { serverNow } from '@chitlaq/client';
import { Banner, Button, Sheet, TextArea, toast } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { useViewer } from '../frame/viewer.tsx';
import { type Restriction, restrictionFor } from '../members/member-rules.ts';
import { RuleField } from '../members/rule-field.tsx';
import { type SuspensionEnd, suspensionEndDate } from '../members/suspension-end.ts';
import { SuspensionEndField } from '../members/suspension-end-field.tsx';
import type { Case, Decision } from './types.ts';

/** Asks for a reason, explains the effect for everybody concerned, and decides. */
export function DecisionDialog(props: {
  decision: Decision;
  subject: Case;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { decision, subject, onClose, onDone } = props;
  const t = useTranslations('reports.dialog');
  const tSuspend = useTranslations('members.suspendDialog');
  const tMembers = useTranslations('members');
  const tShell = useTranslations('shell');
  const submission = useSubmit(['note', 'reason', 'rule', 'until']);
  const [note, setNote] = useState('');
  const [reason, setReason] = useState('');
  const [rule, setRule] = useState<string>(subject.reports[0]?.reason ?? '');
  const isAct = decision !== 'dismiss';
  const [end, setEnd] = useState<SuspensionEnd>({ kind: '7', day: '' });
  const isSuspending = decision === 'suspend_author';
  const textKey =
    decision === 'remove_post' && subject.subjectType === 'message' ? 'remove_message' : decision;
  const name = subject.owner?.displayName ?? '';
  const restriction = useSuspendRestriction(isSuspending ? subject.owner?.id : undefined);
  const missingText = () => {
    if (restriction) return tMembers(`restrictions.${restriction}`);
    if (isAct && rule === '') return t('ruleNeeded');
    if (note.trim() === '') return t('noteNeeded');
    if (isSuspending && suspensionEndDate(end, new Date(serverNow())) === null) return tSuspend('dayNeeded');
    return undefined;
  };
  const submit = async () => {
    const until = isSuspending ? suspensionEndDate(end, new Date(serverNow())) : undefined;
    const isDone = await submission.run(() =>
      api.patch('/admin/reports/{id}', {
        path: { id: subject.id },
        body: {
          decision,
          note,
          ...(isAct ? { rule, reason } : {}),
          ...(until ? { until } : {}),
        },
      }),
    );
    if (!isDone) return;
    await onDone();
    toast({ message: t(`${textKey}.done`, { name }), tone: 'good' });
    onClose();
  };
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t(`${textKey}.title`, { name })}
      description={`${t(`${textKey}.lead`)} ${t('all', { count: subject.reportCount })}`}
      closeLabel={tShell('close')}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {tShell('cancel')}
          </Button>
          <Button
            variant={decision === 'dismiss' ? 'primary' : 'danger'}
            pending={submission.isPending}
            disabledReason={missingText()}
            onClick={() => void submit()}
          >
            {t(`${textKey}.submit`)}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
        {isAct ? (
          <>
            <RuleField value={rule} onChange={setRule} error={submission.errors.rule} />
            <TextArea
              label={t('reason')}
              help={t('reasonHelp')}
              value={reason}
              maxLength={1000}
              onChange={(event) => setReason(event.target.value)}
              error={submission.errors.reason}
            />
          </>
        ) : null}
        <TextArea
          label={t('note')}
          help={t('noteHelp')}
          value={note}
          maxLength={1000}
          onChange={(event) => setNote(event.target.value)}
          error={submission.errors.note}
        />
        {isSuspending ? (
          <SuspensionEndField value={end} onChange={setEnd} error={submission.errors.until} />
        ) : null}
      </div>
    </Sheet>
  );
}

/** The reason why the viewer cannot suspend this member. Undefined until loaded: a report does not contain the author's roles. */
function useSuspendRestriction(memberId: string | undefined): Restriction | undefined {
  const viewer = useViewer();
  const member = useQuery({
    queryKey: ['member', memberId],
    queryFn: () => api.get('/admin/users/{id}', { path: { id: memberId ?? '' } }),
    enabled: memberId !== undefined,
  });
  return member.data && restrictionFor(viewer, member.data);
}
