'use client';

import { TextArea } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import type { Exclusion } from './types.ts';

/** Ends an exclusion early, with a reason. */
export function LiftDialog(props: {
  exclusion: Exclusion;
  onClose: () => void;
  /** Closes it. */
  onDone: () => Promise<unknown>;
}) {
  const { exclusion, onClose, onDone } = props;
  const t = useTranslations('boards.exclusions');
  const submission = useSubmit(['reason']);
  const [reason, setReason] = useState('');
  const lift = async () => {
    const isDone = await submission.run(() =>
      api.delete('/admin/boards/exclusions/{id}', {
        path: { id: exclusion.id },
        body: { reason: reason.trim() },
      }),
    );
    if (isDone) await onDone();
  };
  return (
    <FormSheet
      title={t('liftTitle')}
      description={t('liftLead')}
      submitLabel={t('lift')}
      disabledReason={reason.trim() === '' ? t('reasonNeeded') : undefined}
      submission={submission}
      onSubmit={lift}
      onClose={onClose}
    >
      <TextArea
        label={t('reason')}
        value={reason}
        maxLength={1000}
        error={submission.errors.reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </FormSheet>
  );
}
