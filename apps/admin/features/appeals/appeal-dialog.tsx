'use client';

import { TextArea, toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import type { Appeal, AppealOutcome } from './types.ts';

/** Asks for the answer to the member, and decides the appeal. */
export function AppealDialog(props: {
  outcome: AppealOutcome;
  appeal: Appeal;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { outcome, appeal, onClose, onDone } = props;
  const t = useTranslations('appeals.dialog');
  const submission = useSubmit(['answer']);
  const [answer, setAnswer] = useState('');
  const submit = async () => {
    const isDone = await submission.run(() =>
      api.patch('/admin/appeals/{id}', { path: { id: appeal.id }, body: { outcome, answer } }),
    );
    if (!isDone) return;
    await onDone();
    toast({ message: t(`${outcome}.done`), tone: 'good' });
    onClose();
  };
  return (
    <FormSheet
      title={t(`${outcome}.title`)}
      description={t(`${outcome}.lead`)}
      submitLabel={t(`${outcome}.submit`)}
      disabledReason={answer.trim() === '' ? t('answerNeeded') : undefined}
      submission={submission}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextArea
        label={t('answer')}
        help={t('answerHelp')}
        value={answer}
        maxLength={1000}
        onChange={(event) => setAnswer(event.target.value)}
        error={submission.errors.answer}
      />
    </FormSheet>
  );
}
