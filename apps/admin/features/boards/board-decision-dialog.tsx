'use client';

import { Select, TextArea, toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import type { ReportedPost } from './types.ts';

const DAYS = [0, 1, 3, 7, 14] as const;

/** Keeps a reported post or hides it; its author may also be excluded, without being known. */
export function BoardDecisionDialog(props: {
  post: ReportedPost;
  outcome: 'keep' | 'hide';
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { post, outcome, onClose, onDone } = props;
  const t = useTranslations('boards.decision');
  const submission = useSubmit(['reason', 'excludeDays']);
  const [reason, setReason] = useState('');
  const [days, setDays] = useState(0);
  const decide = async () => {
    const isDone = await submission.run(() =>
      api.post('/admin/boards/posts/{postId}/decision', {
        path: { postId: post.id },
        body: { outcome, reason: reason.trim(), excludeDays: outcome === 'hide' ? days : 0 },
      }),
    );
    if (!isDone) return;
    await onDone();
    toast({ message: t(`done.${outcome}`), tone: 'good' });
    onClose();
  };
  return (
    <FormSheet
      title={t(`title.${outcome}`)}
      description={t(`lead.${outcome}`)}
      submitLabel={t(`submit.${outcome}`)}
      isDanger={outcome === 'hide'}
      disabledReason={reason.trim() === '' ? t('reasonNeeded') : undefined}
      submission={submission}
      onSubmit={decide}
      onClose={onClose}
    >
      {outcome === 'hide' ? (
        <Select
          label={t('days')}
          help={t('daysHelp')}
          value={String(days)}
          onChange={({ target }) => setDays(Number(target.value))}
          options={DAYS.map((value) => ({ value: String(value), label: t('daysOf', { count: value }) }))}
          error={submission.errors.excludeDays}
        />
      ) : null}
      <TextArea
        label={t('reason')}
        help={outcome === 'hide' ? t(days > 0 ? 'reasonHelp' : 'reasonHelpHide') : undefined}
        value={reason}
        maxLength={1000}
        error={submission.errors.reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </FormSheet>
  );
}
