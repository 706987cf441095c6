'use client';

import { isolate } from '@chitlaq/text';
import { TextArea } from '@chitlaq/ui';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import type { Registration } from './registration-card.tsx';

const MAX_REASON = 500;

/** Asks why, in words that the person reads. Meanwhile nobody else decides about them. */
export function RefuseDialog({
  registrations,
  onSend,
  onClose,
}: {
  registrations: readonly Registration[];
  onSend: (reason: string) => Promise<void>;
  onClose: () => void;
}) {
  const t = useTranslations('registrations.refuseDialog');
  const submission = useSubmit(['reason']);
  const [reason, setReason] = useState('');
  const only = registrations.length === 1 ? registrations[0]?.id : undefined;
  useEffect(() => {
    if (only === undefined) return;
    const path = { id: only };
    void api.put('/admin/registrations/{id}/claim', { path }).catch(() => null);
    return () => void api.delete('/admin/registrations/{id}/claim', { path }).catch(() => null);
  }, [only]);
  const send = async () => {
    if (await submission.run(() => onSend(reason.trim()))) onClose();
  };
  return (
    <FormSheet
      title={t('title', { count: registrations.length, name: isolate(registrations[0]?.displayName ?? '') })}
      description={t('lead')}
      submitLabel={t('submit')}
      isDanger
      disabledReason={reason.trim() === '' ? t('needed') : undefined}
      submission={submission}
      onSubmit={send}
      onClose={onClose}
    >
      <TextArea
        label={t('reason')}
        help={t('reasonHelp')}
        value={reason}
        maxLength={MAX_REASON}
        error={submission.errors.reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </FormSheet>
  );
}
