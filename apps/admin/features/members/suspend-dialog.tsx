'use client';

import { serverNow } from '@chitlaq/client';
import { Banner, Button, Sheet, TextArea, toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import type { ManagedUser } from './member-rules.ts';
import { RuleField } from './rule-field.tsx';
import { type SuspensionEnd, suspensionEndDate } from './suspension-end.ts';
import { SuspensionEndField } from './suspension-end-field.tsx';

/** Asks for reason and end, explains the effect, and suspends. */
export function SuspendDialog(props: {
  member: ManagedUser;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { member, onClose, onDone } = props;
  const t = useTranslations('members.suspendDialog');
  const tReports = useTranslations('reports.dialog');
  const tShell = useTranslations('shell');
  const submission = useSubmit(['reason', 'rule', 'until']);
  const [rule, setRule] = useState('');
  const [reason, setReason] = useState(member.suspension?.reason ?? '');
  const [end, setEnd] = useState<SuspensionEnd>({ kind: '7', day: '' });
  const name = member.displayName;
  const missingText =
    rule === ''
      ? tReports('ruleNeeded')
      : reason.trim() === ''
        ? t('reasonNeeded')
        : suspensionEndDate(end, new Date(serverNow())) === null
          ? t('dayNeeded')
          : undefined;
  const submit = async () => {
    const until = suspensionEndDate(end, new Date(serverNow()));
    const isDone = await submission.run(() =>
      api.put('/admin/users/{id}/suspend', {
        path: { id: member.id },
        body: { reason, rule, ...(until ? { until } : {}) },
      }),
    );
    if (!isDone) return;
    await onDone();
    toast({ message: t('done', { name }), tone: 'good' });
    onClose();
  };
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('title', { name })}
      description={t('lead')}
      closeLabel={tShell('close')}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {tShell('cancel')}
          </Button>
          <Button
            variant="danger"
            pending={submission.isPending}
            disabledReason={missingText}
            onClick={() => void submit()}
          >
            {t('submit')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
        <RuleField value={rule} onChange={setRule} error={submission.errors.rule} />
        <TextArea
          label={t('reason')}
          help={t('reasonHelp')}
          value={reason}
          maxLength={1000}
          onChange={(event) => setReason(event.target.value)}
          error={submission.errors.reason}
        />
        <SuspensionEndField value={end} onChange={setEnd} error={submission.errors.until} />
      </div>
    </Sheet>
  );
}
