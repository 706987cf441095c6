'use client';

import { Banner, TextArea, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import { OPENINGS_KEY } from './types.ts';

/** Asks the holders of the keys who wrote a post. */
export function OpeningDialog(props: {
  postId: string;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { postId, onClose, onDone } = props;
  const t = useTranslations('boards.request');
  const queries = useQueryClient();
  const submission = useSubmit(['reason']);
  const [reason, setReason] = useState('');
  const ask = () =>
    submission.run(
      () => api.post('/admin/boards/openings', { body: { postId, reason: reason.trim() } }),
      async () => {
        await Promise.all([onDone(), queries.invalidateQueries({ queryKey: OPENINGS_KEY })]);
        toast({ message: t('done'), tone: 'good' });
        onClose();
      },
    );
  return (
    <FormSheet
      title={t('title')}
      description={t('lead')}
      submitLabel={t('submit')}
      isDanger
      disabledReason={reason.trim() === '' ? t('reasonNeeded') : undefined}
      submission={submission}
      onSubmit={ask}
      onClose={onClose}
    >
      <Banner tone="warn">{t('told')}</Banner>
      <TextArea
        label={t('reason')}
        help={t('reasonHelp')}
        value={reason}
        maxLength={2000}
        error={submission.errors.reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </FormSheet>
  );
}
