'use client';

import { Banner, Button, PasswordField, TextField, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { RetryCountdown } from '../../components/retry-countdown.tsx';
import { api } from '../../lib/api.ts';
import { useProblemForm } from '../../lib/form.ts';
import { useReauthentication } from '../session/reauthentication.tsx';
import { ME_KEY, useMe } from '../session/session.ts';

/** The member's email address, and the two steps that change it. */
export function ChangeAddress() {
  const t = useTranslations('settings.address');
  const me = useMe();
  const [sentTo, setSentTo] = useState<string>();
  return (
    <section className="grid gap-4">
      <div>
        <h2 className="font-medium text-lg">{t('title')}</h2>
        <p className="break-words">{me?.user.email}</p>
        <p className="text-muted">{t('lead')}</p>
      </div>
      {sentTo === undefined ? (
        <NewAddress onSent={setSentTo} />
      ) : (
        <MailedCode email={sentTo} onDone={() => setSentTo(undefined)} />
      )}
    </section>
  );
}

function NewAddress({ onSent }: { onSent: (email: string) => void }) {
  const t = useTranslations('settings');
  const tAuth = useTranslations('auth');
  const { run, dialog } = useReauthentication();
  const form = useProblemForm({
    defaultValues: { email: '', password: '' },
    send: async ({ email, password }) => {
      await run(() => api.post('/auth/email/change', { body: { email: email.trim(), password } }));
      onSent(email.trim());
    },
  });
  return (
    <>
      <form noValidate className="grid gap-4" onSubmit={form.submit}>
        {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
        <TextField
          type="email"
          label={t('address.new')}
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          {...form.field('email', { validate: (value) => value.includes('@') || tAuth('invalid.email') })}
        />
        <PasswordField
          label={t('currentPassword')}
          autoComplete="current-password"
          showLabel={tAuth('showPassword')}
          hideLabel={tAuth('hidePassword')}
          {...form.field('password', { required: tAuth('invalid.password') })}
        />
        <div>
          <Button type="submit" variant="outline" pending={form.isPending}>
            {t('address.send')}
          </Button>
          <RetryCountdown at={form.retryAt} />
        </div>
      </form>
      {dialog}
    </>
  );
}

function MailedCode({ email, onDone }: { email: string; onDone: () => void }) {
  const t = useTranslations('settings.address');
  const tAuth = useTranslations('auth');
  const queries = useQueryClient();
  const form = useProblemForm({
    defaultValues: { code: '' },
    send: async ({ code }) => {
      await api.post('/auth/email/change/confirm', { body: { code: code.trim() } });
      await queries.invalidateQueries({ queryKey: ME_KEY });
      toast({ message: t('changed'), tone: 'good' });
      onDone();
    },
  });
  return (
    <form noValidate className="grid gap-4" onSubmit={form.submit}>
      <p>{t('sent', { email })}</p>
      {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
      <TextField
        label={tAuth('emailedCode')}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        {...form.field('code', {
          validate: (value) => /^\d{6}$/.test(value.trim()) || tAuth('invalid.code'),
        })}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('confirm')}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {t('otherAddress')}
        </Button>
        <RetryCountdown at={form.retryAt} />
      </div>
    </form>
  );
}
