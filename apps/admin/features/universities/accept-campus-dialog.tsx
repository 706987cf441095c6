'use client';

import { TextArea, TextField, toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import { readDescription } from './campus-description.ts';

/** Asks for a name and for what the campus publishes about itself, and shows what was understood of it. */
export function AcceptCampusDialog({
  onClose,
  onDone,
}: {
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const t = useTranslations('imports.addDialog');
  const submission = useSubmit(['name', 'origin', 'publicKeys']);
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const description = readDescription(text);
  const accept = async () => {
    if (description === undefined) return;
    const body = { name, ...description };
    if (!(await submission.run(() => api.post('/admin/accepted-campuses', { body })))) return;
    await onDone();
    toast({ message: t('done', { name }), tone: 'good' });
    onClose();
  };
  return (
    <FormSheet
      title={t('title')}
      description={t('lead')}
      submitLabel={t('submit')}
      disabledReason={
        name.trim() === '' ? t('nameNeeded') : description === undefined ? t('descriptionNeeded') : undefined
      }
      submission={submission}
      onSubmit={accept}
      onClose={onClose}
    >
      <TextField
        label={t('name')}
        help={t('nameHelp')}
        value={name}
        maxLength={80}
        onChange={(event) => setName(event.target.value)}
        error={submission.errors.name}
      />
      <TextArea
        label={t('description')}
        help={t('descriptionHelp')}
        value={text}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        error={submission.errors.origin ?? submission.errors.publicKeys}
      />
      {description ? (
        <div role="status" className="grid gap-1">
          <p className="break-all">{description.origin}</p>
          <ul className="break-all font-mono text-sm">
            {description.publicKeys.map((key) => (
              <li key={key}>{key}</li>
            ))}
          </ul>
          <p className="text-muted text-sm">{t('compare')}</p>
        </div>
      ) : null}
    </FormSheet>
  );
}
