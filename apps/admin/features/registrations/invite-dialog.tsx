'use client';

import type { Schemas } from '@chitlaq/client';
import { Select, TextArea, TextField, toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { FormSheet } from '../frame/form-sheet.tsx';

type Preview = Schemas['InvitationPreview'];

/** Reads addresses, shows which can be invited and why others cannot, and then invites them. */
export function InviteDialog({ onClose, onDone }: { onClose: () => void; onDone: () => Promise<unknown> }) {
  const t = useTranslations('registrations.inviteDialog');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const submission = useSubmit(['name', 'addresses']);
  const [name, setName] = useState('');
  const [addresses, setAddresses] = useState('');
  const [language, setLanguage] = useState<'tr' | 'en'>(locale);
  const [preview, setPreview] = useState<Preview>();
  const readFile = async (file: File | undefined) => {
    if (!file) return;
    setAddresses(await file.text());
    setPreview(undefined);
  };
  const look = () =>
    submission.run(async () => {
      setPreview(await api.post('/admin/invitation-batches/preview', { body: { addresses } }));
    });
  const send = async () => {
    const isDone = await submission.run(() =>
      api.post('/admin/invitation-batches', { body: { name: name.trim(), addresses, locale: language } }),
    );
    if (!isDone) return;
    toast({ message: t('done', { count: preview?.invited.length ?? 0 }), tone: 'good' });
    await onDone();
    onClose();
  };
  const needed =
    addresses.trim() === ''
      ? t('addressesNeeded')
      : preview && name.trim() === ''
        ? t('nameNeeded')
        : preview && preview.invited.length === 0
          ? t('nobody')
          : undefined;
  return (
    <FormSheet
      title={t('title')}
      description={t('lead')}
      submitLabel={preview ? t('send', { count: preview.invited.length }) : t('look')}
      disabledReason={needed}
      submission={submission}
      onSubmit={preview ? send : look}
      onClose={onClose}
    >
      <TextField
        label={t('name')}
        help={t('nameHelp')}
        value={name}
        maxLength={100}
        error={submission.errors.name}
        onChange={(event) => setName(event.target.value)}
      />
      <TextArea
        label={t('addresses')}
        help={t('addressesHelp')}
        value={addresses}
        error={submission.errors.addresses}
        rows={6}
        onChange={(event) => {
          setAddresses(event.target.value);
          setPreview(undefined);
        }}
      />
      <label className="text-sm">
        <span className="block text-muted">{t('file')}</span>
        <input
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          className="mt-1 max-w-full"
          onChange={(event) => void readFile(event.target.files?.[0])}
        />
      </label>
      <Select
        label={t('language')}
        value={language}
        onChange={(event) => setLanguage(event.target.value === 'en' ? 'en' : 'tr')}
        options={[
          { value: 'tr', label: 'Türkçe' },
          { value: 'en', label: 'English' },
        ]}
      />
      {preview ? <PreviewList preview={preview} /> : null}
    </FormSheet>
  );
}

function PreviewList({ preview }: { preview: Preview }) {
  const t = useTranslations('registrations.inviteDialog');
  return (
    <div className="grid grid-cols-1 gap-2" role="status">
      <p className="font-medium">{t('invited', { count: preview.invited.length })}</p>
      {preview.refused.length === 0 ? null : (
        <>
          <p className="font-medium">{t('refused', { count: preview.refused.length })}</p>
          <ul className="grid max-h-60 gap-1 overflow-y-auto text-sm">
            {preview.refused.map(({ line, text, reason }) => (
              <li key={line} className="break-all">
                {t('line', { line })} <bdi>{text}</bdi> – {t(`reasons.${reason}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
