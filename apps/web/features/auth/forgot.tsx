'use client';

import { parseEmail } from '@chitlaq/text';
import { Banner, Button, TextField } from '@chitlaq/ui';
import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { RetryCountdown } from '../../components/retry-countdown.tsx';
import { api } from '../../lib/api.ts';
import { useProblemForm } from '../../lib/form.ts';
import { paths } from '../../lib/paths.ts';
import { Heading } from './guest-frame.tsx';

/** Requests an email with a link to set a new password. */
export function Forgot() {
  const t = useTranslations('auth');
  const [sentTo, setSentTo] = useState<string>();
  const form = useProblemForm({
    defaultValues: { email: '' },
    send: async ({ email }) => {
      await api.post('/auth/password/forgot', { body: { email: email.trim() } });
      setSentTo(email.trim());
    },
  });
  if (sentTo !== undefined) {
    return (
      <div role="status">
        <Heading title={t('checkEmail')} lead={t('forgotSent', { email: sentTo })} />
        <Link className="link" href={paths.signIn()}>
          {t('backToSignIn')}
        </Link>
      </div>
    );
  }
  return (
    <>
      <Heading title={t('forgotTitle')} lead={t('forgotLead')} />
      <form noValidate className="grid gap-4" onSubmit={form.submit}>
        {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
        <TextField
          label={t('email')}
          type="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          required
          {...form.field('email', {
            validate: (value) => typeof parseEmail(value.trim()) !== 'string' || t('invalid.email'),
          })}
        />
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('sendLink')}
        </Button>
        <RetryCountdown at={form.retryAt} />
      </form>
      <p className="mt-6">
        <Link className="link" href={paths.signIn()}>
          {t('backToSignIn')}
        </Link>
      </p>
    </>
  );
}
