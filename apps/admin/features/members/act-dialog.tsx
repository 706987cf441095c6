'use client';

import { serverNow } from '@chitlaq/client';
import { TextArea, toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import { type ActEnd, actEndDate, defaultEnd, type TimedAct } from './act-end.ts';
import { ActEndField } from './act-end-field.tsx';
import type { ManagedUser } from './member-rules.ts';
import { RuleField } from './rule-field.tsx';

export type MemberAct = 'warn' | TimedAct;

const requests = {
  warn: (id: string, body: { reason: string; rule: string }) =>
    api.post('/admin/users/{id}/warn', { path: { id }, body }),
  mute: (id: string, body: { reason: string; rule: string }, until = '') =>
    api.post('/admin/users/{id}/mute', { path: { id }, body: { ...body, until } }),
  limit: (id: string, body: { reason: string; rule: string }, until = '') =>
    api.post('/admin/users/{id}/limit-reach', { path: { id }, body: { ...body, until } }),
  suspend: (id: string, body: { reason: string; rule: string }, until?: string) =>
    api.put('/admin/users/{id}/suspend', { path: { id }, body: { ...body, ...(until ? { until } : {}) } }),
};

/** Asks for the rule, the reason and the end of an act on a member, explains its effect, and does it. */
export function ActDialog(props: {
  act: MemberAct;
  member: ManagedUser;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { act, member, onClose, onDone } = props;
  const t = useTranslations('members.act');
  const tReports = useTranslations('reports.dialog');
  const submission = useSubmit(['reason', 'rule', 'until']);
  const [rule, setRule] = useState('');
  const [reason, setReason] = useState(act === 'suspend' ? (member.suspension?.reason ?? '') : '');
  const [end, setEnd] = useState<ActEnd>(defaultEnd[act === 'warn' ? 'suspend' : act]);
  const endDate = () => (act === 'warn' ? undefined : actEndDate(end, new Date(serverNow())));
  const missingText = () => {
    if (rule === '') return tReports('ruleNeeded');
    if (reason.trim() === '') return t('reasonNeeded');
    return endDate() === null ? t('dayNeeded') : undefined;
  };
  const name = member.displayName;
  const submit = async () => {
    const isDone = await submission.run(() =>
      requests[act](member.id, { reason, rule }, endDate() ?? undefined),
    );
    if (!isDone) return;
    await onDone();
    toast({ message: t(`${act}.done`, { name }), tone: 'good' });
    onClose();
  };
  return (
    <FormSheet
      title={t(`${act}.title`, { name })}
      description={t(`${act}.lead`)}
      submitLabel={t(`${act}.submit`)}
      isDanger={act !== 'warn'}
      disabledReason={missingText()}
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      <RuleField value={rule} onChange={setRule} error={submission.errors.rule} />
      <TextArea
        label={t('reason')}
        help={t('reasonHelp')}
        value={reason}
        maxLength={1000}
        onChange={(event) => setReason(event.target.value)}
        error={submission.errors.reason}
      />
      {act === 'warn' ? null : (
        <ActEndField act={act} value={end} onChange={setEnd} error={submission.errors.until} />
      )}
    </FormSheet>
  );
}
