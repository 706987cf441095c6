'use client';

import { hasSession } from '@chitlaq/client';
import { Banner, Button, PasswordField, TextField } from '@chitlaq/ui';
import Link from 'next/link';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { Heading } from './guest-frame.tsx';
import { useEnter } from './use-enter.ts';
import { useSubmit } from './use-submit.ts';

const FIELDS = ['identifier', 'password', 'totp'];

export function SignIn() {
  const t = useTranslations('auth');
  const enter = useEnter();
  const [identifier, setIdentifier] = useState('');
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState('');
  const [needsCode, setNeedsCode] = useState(false);
  const [needsVerification, setNeedsVerification] = useState(false);

  useEffect(() => {
    // Signed in already, perhaps with a token that has run out: home renews it, or sends us back.
    if (hasSession()) void api.get('/auth/me').then(enter, () => undefined);
  }, [enter]);

  const onProblem = useCallback((problem: { code: string }) => {
    if (problem.code === 'mfa_required') setNeedsCode(true);
    if (problem.code === 'email_not_verified') setNeedsVerification(true);
    return problem.code === 'mfa_required' || problem.code === 'email_not_verified';
  }, []);
  const form = useSubmit(FIELDS, onProblem);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.run(async () => {
      await api.post('/auth/login', {
        body: { identifier, password, ...(needsCode && totp ? { totp } : {}) },
      });
      enter();
    });
  };

  return (
    <>
      <Heading
        title={needsCode ? t('secondStep') : t('signIn')}
        lead={needsCode ? t('secondStepLead') : t('signInLead')}
      />
      <form onSubmit={submit} className="grid gap-4" noValidate>
        {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
        {needsVerification ? (
          <Banner
            tone="warn"
            title={t('notVerified')}
            action={
              <Link className="link" href={`${paths.verify}?email=${encodeURIComponent(identifier)}`}>
                {t('enterCode')}
              </Link>
            }
          />
        ) : null}
        {needsCode ? (
          <TextField
            label={t('code')}
            help={t('codeHelp')}
            value={totp}
            onChange={(event) => setTotp(event.target.value)}
            autoComplete="one-time-code"
            autoFocus
            error={form.fieldErrors.totp}
          />
        ) : (
          <>
            <TextField
              label={t('identifier')}
              value={identifier}
              onChange={(event) => setIdentifier(event.target.value)}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              error={form.fieldErrors.identifier}
            />
            <PasswordField
              label={t('password')}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              autoComplete="current-password"
              showLabel={t('show')}
              hideLabel={t('hide')}
              required
              error={form.fieldErrors.password}
            />
          </>
        )}
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('signIn')}
        </Button>
      </form>
      <p className="mt-6 flex flex-wrap justify-between gap-x-6 gap-y-2">
        <Link className="link" href={paths.forgot}>
          {t('forgot')}
        </Link>
        <Link className="link" href={paths.register}>
          {t('toRegister')}
        </Link>
      </p>
    </>
  );
}
