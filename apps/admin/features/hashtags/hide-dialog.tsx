'use client';

import { TextArea, TextField, toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';

/** Asks for a hashtag and a reason, explains the effect, and hides it from trends. */
export function HideDialog(props: {
  /** The chosen hashtag, or '' to type any. */
  tag: string;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { onClose, onDone } = props;
  const t = useTranslations('hashtags.hideDialog');
  const submission = useSubmit(['tag', 'reason']);
  const [tag, setTag] = useState(props.tag);
  const [reason, setReason] = useState('');
  const cleanTag = tag.trim().replace(/^#/, '');
  const missingText = cleanTag === '' ? t('tagNeeded') : reason.trim() === '' ? t('reasonNeeded') : undefined;
  const hide = async () => {
    const isDone = await submission.run(() =>
      api.put('/admin/hashtags/{tag}/hidden', { path: { tag: cleanTag }, body: { reason } }),
    );
    if (!isDone) return;
    await onDone();
    toast({ message: t('done', { tag: cleanTag }), tone: 'good' });
    onClose();
  };
  return (
    <FormSheet
      title={t('title')}
      description={t('lead')}
      submitLabel={t('submit')}
      isDanger
      disabledReason={missingText}
      submission={submission}
      onSubmit={hide}
      onClose={onClose}
    >
      <TextField
        label={t('tag')}
        prefix="#"
        value={cleanTag}
        readOnly={props.tag !== ''}
        maxLength={100}
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setTag(event.target.value)}
        error={submission.errors.tag}
      />
      <TextArea
        label={t('reason')}
        help={t('reasonHelp')}
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
        error={submission.errors.reason}
      />
    </FormSheet>
  );
}
