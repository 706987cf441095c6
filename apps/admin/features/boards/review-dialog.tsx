'use client';

import { TextArea, toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import type { HiddenPost } from './types.ts';

/** Shows a hidden post again, or rejects what its author says against that. */
export function ReviewDialog(props: {
  post: HiddenPost;
  outcome: 'show' | 'keep_hidden';
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { post, outcome, onClose, onDone } = props;
  const t = useTranslations('boards.review');
  const submission = useSubmit(['reason']);
  const [reason, setReason] = useState('');
  const isAnswer = post.appeal !== null && post.appeal.outcome === null;
  const review = async () => {
    const isDone = await submission.run(() =>
      api.post('/admin/boards/posts/{postId}/review', {
        path: { postId: post.id },
        body: { outcome, reason: reason.trim() },
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
      isDanger={outcome === 'keep_hidden'}
      disabledReason={reason.trim() === '' ? t('reasonNeeded') : undefined}
      submission={submission}
      onSubmit={review}
      onClose={onClose}
    >
      <TextArea
        label={t('reason')}
        help={t(isAnswer ? 'answerHelp' : 'reasonHelp')}
        value={reason}
        maxLength={1000}
        error={submission.errors.reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </FormSheet>
  );
}
