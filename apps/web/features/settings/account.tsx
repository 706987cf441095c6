'use client';

import { useProblemText } from '@chitlaq/react';
import { Banner, Button, ConfirmDialog, PasswordField, TextField, toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { BackHeader } from '../../components/back-header.tsx';
import { RetryCountdown } from '../../components/retry-countdown.tsx';
import { api } from '../../lib/api.ts';
import { useProblemForm } from '../../lib/form.ts';
import { latePart, useLatePart } from '../../lib/late-part.ts';
import { Exports } from '../messages/message-exports.tsx';
import { useMe } from '../session/session.ts';
import { HeldData } from './held-data.tsx';
import { useSignOut } from './use-sign-out.ts';

const importPart = latePart(() => import('./import-copy.tsx'));

/** Settings: what is held about the member, a copy of everything, and leaving for a while or for good. */
export function Account() {
  const t = useTranslations('settings');
  const parts = useLatePart(importPart, true);
  return (
    <>
      <BackHeader title={t('pages.account.title')} />
      <div className="grid gap-10 p-4">
        <HeldData />
        <Exports scope="account" />
        {parts ? <parts.ImportCopy /> : null}
        <Deactivate />
        <DeleteAccount />
      </div>
    </>
  );
}

function Deactivate() {
  const t = useTranslations('settings.deactivate');
  const problemText = useProblemText();
  const signOut = useSignOut();
  const [isAsking, setIsAsking] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const deactivate = async () => {
    setIsPending(true);
    try {
      await api.post('/users/me/deactivate');
      await signOut();
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
      setIsPending(false);
    }
  };
  return (
    <section className="grid gap-4">
      <div>
        <h2 className="font-medium text-lg">{t('title')}</h2>
        <p className="text-muted">{t('lead')}</p>
      </div>
      <div>
        <Button variant="outline" onClick={() => setIsAsking(true)}>
          {t('button')}
        </Button>
      </div>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={t('question')}
        description={t('lead')}
        confirmLabel={t('button')}
        cancelLabel={t('cancel')}
        pending={isPending}
        onConfirm={() => void deactivate()}
      />
    </section>
  );
}

function DeleteAccount() {
  const t = useTranslations('settings.delete');
  const tAuth = useTranslations('auth');
  const me = useMe();
  const signOut = useSignOut();
  const form = useProblemForm({
    defaultValues: { password: '', totp: '' },
    send: async ({ password, totp }) => {
      await api.delete('/users/me', { body: totp === '' ? { password } : { password, totp } });
      await signOut();
    },
  });
  return (
    <section className="grid gap-4">
      <div className="grid gap-2">
        <h2 className="font-medium text-lg">{t('title')}</h2>
        <p className="text-muted">{t('lead')}</p>
        <ul className="list-disc pl-5 text-muted">
          {(['gone', 'messages', 'reports', 'log', 'backups'] as const).map((part) => (
            <li key={part}>{t(`parts.${part}`)}</li>
          ))}
        </ul>
      </div>
      <form noValidate className="grid gap-4" onSubmit={form.submit}>
        {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
        <PasswordField
          label={t('password')}
          autoComplete="current-password"
          showLabel={tAuth('showPassword')}
          hideLabel={tAuth('hidePassword')}
          {...form.field('password', { required: tAuth('invalid.password') })}
        />
        {me?.mfaEnabled ? (
          <TextField
            label={tAuth('code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            {...form.field('totp', { required: tAuth('invalid.code') })}
          />
        ) : null}
        <div>
          <Button type="submit" variant="danger" pending={form.isPending}>
            {t('button')}
          </Button>
          <RetryCountdown at={form.retryAt} />
        </div>
      </form>
    </section>
  );
}
