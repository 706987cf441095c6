'use client';

import { Banner, TextField, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';
import { HOLDERS_KEY, type Holder } from './types.ts';

/** Names who holds a key, or who replaces its holder. They make the key themselves. */
export function HolderSheet({ holder, onClose }: { holder: Holder; onClose: () => void }) {
  const t = useTranslations('boards.holders');
  const queries = useQueryClient();
  const submission = useSubmit(['username', 'label']);
  const [values, setValues] = useState({
    username: '',
    label: holder.key?.label ?? holder.pending?.label ?? '',
  });
  const [isTried, setIsTried] = useState(false);
  const missing = (field: 'username' | 'label') =>
    isTried && values[field].trim() === '' ? t(`form.${field}Needed`) : submission.errors[field];
  const save = async () => {
    setIsTried(true);
    const username = values.username.trim().replace(/^@/, '');
    const label = values.label.trim();
    if (username === '' || label === '') return;
    await submission.run(
      () =>
        api.put('/admin/boards/holders/{role}', { path: { role: holder.role }, body: { username, label } }),
      async () => {
        await queries.invalidateQueries({ queryKey: HOLDERS_KEY });
        toast({ message: t('form.done'), tone: 'good' });
        onClose();
      },
    );
  };
  return (
    <FormSheet
      title={t(`form.title.${holder.role}`)}
      description={t('form.lead')}
      submitLabel={t('form.submit')}
      submission={submission}
      onSubmit={save}
      onClose={onClose}
    >
      {holder.key ? <Banner tone="warn">{t('form.replaces')}</Banner> : null}
      <TextField
        label={t('form.username')}
        help={t('form.usernameHelp')}
        prefix="@"
        value={values.username}
        maxLength={40}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        error={missing('username')}
        onChange={({ target }) => setValues((before) => ({ ...before, username: target.value }))}
      />
      <TextField
        label={t('form.label')}
        help={t('form.labelHelp')}
        value={values.label}
        maxLength={80}
        error={missing('label')}
        onChange={({ target }) => setValues((before) => ({ ...before, label: target.value }))}
      />
    </FormSheet>
  );
}
