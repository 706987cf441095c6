'use client';

import { Banner, Button, PasswordField, TextField } from '@chitlaq/ui';
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
  const [isAsking, setIsAsking] = useState(false);
  return (
    <section className="grid gap-4">
      <div>
        <h2 className="font-medium text-lg">{t('title')}</h2>
        <p className="text-muted">{t('lead')}</p>
      </div>
      {isAsking ? (
        <LeavingForm
          label={t('button')}
          passwordLabel={t('password')}
          leave={(body) => api.post('/users/me/deactivate', { body })}
          onCancel={() => setIsAsking(false)}
        />
      ) : (
        <div>
          <Button variant="outline" onClick={() => setIsAsking(true)}>
            {t('button')}
          </Button>
        </div>
      )}
    </section>
  );
}

function DeleteAccount() {
  const t = useTranslations('settings.delete');
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
      <LeavingForm
        label={t('button')}
        passwordLabel={t('password')}
        isDanger
        leave={(body) => api.delete('/users/me', { body })}
      />
    </section>
  );
}

/** Asks for the password, and a code if two-factor is on; then leaves and signs out. */
function LeavingForm(props: {
  label: string;
  passwordLabel: string;
  isDanger?: boolean;
  leave: (proof: { password: string; totp?: string }) => Promise<unknown>;
  onCancel?: () => void;
}) {
  const tAuth = useTranslations('auth');
  const tDeactivate = useTranslations('settings.deactivate');
  const me = useMe();
  const signOut = useSignOut();
  const form = useProblemForm({
    defaultValues: { password: '', totp: '' },
    send: async ({ password, totp }) => {
      await props.leave(totp === '' ? { password } : { password, totp });
      await signOut();
    },
  });
  return (
    <form noValidate className="grid gap-4" onSubmit={form.submit}>
      {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
      <PasswordField
        label={props.passwordLabel}
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
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant={props.isDanger ? 'danger' : 'primary'} pending={form.isPending}>
          {props.label}
        </Button>
        {props.onCancel ? (
          <Button variant="quiet" onClick={props.onCancel}>
            {tDeactivate('cancel')}
          </Button>
        ) : null}
        <RetryCountdown at={form.retryAt} />
      </div>
    </form>
  );
}
