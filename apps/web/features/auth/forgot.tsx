'use client';

import { Banner, Button, TextField } from '@chitlaq/ui';
import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { Heading } from './guest-frame.tsx';
import { useSubmit } from './use-submit.ts';

const FIELDS = ['email'];

export function Forgot() {
  const t = useTranslations('auth');
  const form = useSubmit(FIELDS);
  const [email, setEmail] = useState('');
  const [isSent, setIsSent] = useState(false);
  if (isSent) {
    return (
      <>
        <Heading title={t('checkMail')} lead={t('forgotSent', { email })} />
        <Link className="link" href={paths.signIn()}>
          {t('backToSignIn')}
        </Link>
      </>
    );
  }
  return (
    <>
      <Heading title={t('forgotTitle')} lead={t('forgotLead')} />
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void form.run(async () => {
            await api.post('/auth/password/forgot', { body: { email: email.trim() } });
            setIsSent(true);
          });
        }}
      >
        {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
        <TextField
          label={t('email')}
          type="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          autoComplete="email"
          autoCapitalize="none"
          required
          error={form.fieldErrors.email}
        />
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('sendLink')}
        </Button>
      </form>
      <p className="mt-6">
        <Link className="link" href={paths.signIn()}>
          {t('backToSignIn')}
        </Link>
      </p>
    </>
  );
}
