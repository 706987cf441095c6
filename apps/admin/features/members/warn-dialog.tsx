'use client';

import { Banner, Button, Sheet, TextArea, toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import type { ManagedUser } from './member-rules.ts';
import { RuleField } from './rule-field.tsx';

/** Asks for the rule and the reason, and warns. */
export function WarnDialog({ member, onClose }: { member: ManagedUser; onClose: () => void }) {
  const t = useTranslations('members.warnDialog');
  const tSuspend = useTranslations('members.suspendDialog');
  const tReports = useTranslations('reports.dialog');
  const tShell = useTranslations('shell');
  const submission = useSubmit(['reason', 'rule']);
  const [rule, setRule] = useState('');
  const [reason, setReason] = useState('');
  const name = member.displayName;
  const missingText =
    rule === '' ? tReports('ruleNeeded') : reason.trim() === '' ? tSuspend('reasonNeeded') : undefined;
  const submit = async () => {
    const isDone = await submission.run(() =>
      api.post('/admin/users/{id}/warn', { path: { id: member.id }, body: { reason, rule } }),
    );
    if (!isDone) return;
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
            variant="primary"
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
          label={tSuspend('reason')}
          help={tSuspend('reasonHelp')}
          value={reason}
          maxLength={1000}
          onChange={(event) => setReason(event.target.value)}
          error={submission.errors.reason}
        />
      </div>
    </Sheet>
  );
}
