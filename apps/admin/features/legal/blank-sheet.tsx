'use client';

import { TextArea, TextField, toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import type { Blank, Managed } from './types.ts';

/** Fills in one blank, in both languages if they differ. */
export function BlankSheet({
  blank: { name, tr: oldTr, en: oldEn, isLong },
  onClose,
  onSaved,
}: {
  blank: Blank;
  onClose: () => void;
  onSaved: (next: Managed) => void;
}) {
  const t = useTranslations('legal');
  const submission = useSubmit(['tr', 'en']);
  const [values, setValues] = useState({ tr: oldTr, en: oldEn });
  const label = t(`fields.${name}` as 'fields.controller_name');
  const helpKey = `help.${name}` as 'help.security_contact';
  const save = async () => {
    const isDone = await submission.run(async () =>
      onSaved(
        await api.put('/admin/legal/blanks/{name}', {
          path: { name: name as 'controller_name' },
          body: values,
        }),
      ),
    );
    if (!isDone) return;
    toast({ message: t('saved'), tone: 'good' });
    onClose();
  };
  const field = (language: 'tr' | 'en') => {
    const shared = {
      label: t(`language.${language}`),
      help: language === 'en' ? t('englishHelp') : undefined,
      note: language === 'en' ? t('optional') : undefined,
      value: values[language],
      maxLength: 1_000,
      error: submission.errors[language],
      onChange: ({ target }: { target: { value: string } }) =>
        setValues((before) => ({ ...before, [language]: target.value })),
    };
    return isLong ? <TextArea {...shared} /> : <TextField {...shared} />;
  };
  return (
    <FormSheet
      title={label}
      description={t.has(helpKey) ? t(helpKey) : undefined}
      submitLabel={t('save')}
      submission={submission}
      onSubmit={save}
      onClose={onClose}
    >
      {field('tr')}
      {field('en')}
    </FormSheet>
  );
}
