'use client';

import { TextField, toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';

/** Lifts the suspension of an account that was deleted: its address may register again. */
export function LiftMailboxDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('members.deletedSuspended');
  const submission = useSubmit(['email']);
  const [email, setEmail] = useState('');
  const lift = async () => {
    const isDone = await submission.run(() =>
      api.post('/admin/suspended-mailboxes/lift', { body: { email: email.trim() } }),
    );
    if (!isDone) return;
    toast({ message: t('done'), tone: 'good' });
    onClose();
  };
  return (
    <FormSheet
      title={t('title')}
      description={t('lead')}
      submitLabel={t('submit')}
      disabledReason={email.trim() === '' ? t('needed') : undefined}
      submission={submission}
      onSubmit={lift}
      onClose={onClose}
    >
      <TextField
        label={t('email')}
        type="email"
        autoComplete="off"
        value={email}
        error={submission.errors.email}
        onChange={({ target }) => setEmail(target.value)}
      />
    </FormSheet>
  );
}
