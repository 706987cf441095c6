'use client';

import { Banner, Button, PasswordField, TextField } from '@chitlaq/ui';
import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { RetryCountdown } from '../../components/retry-countdown.tsx';
import { api } from '../../lib/api.ts';
import { useProblemForm } from '../../lib/form.ts';
import { paths } from '../../lib/paths.ts';
import { Heading } from './guest-frame.tsx';
import { useCompleteSignIn, useSkipIfSignedIn } from './use-complete-sign-in.ts';
import { usePasskeySignIn } from './use-passkey-sign-in.ts';

/** The sign-in form; asks for the second factor or the verification of the address if needed. */
export function SignIn() {
  const t = useTranslations('auth');
  const completeSignIn = useCompleteSignIn();
  useSkipIfSignedIn();
  const [needsCode, setNeedsCode] = useState(false);
  const [needsVerification, setNeedsVerification] = useState(false);

  const form = useProblemForm({
    defaultValues: { identifier: '', password: '', totp: '' },
    send: async ({ identifier, password, totp }) => {
      setNeedsVerification(false);
      const { user } = await api.post('/auth/login', {
        body: { identifier: identifier.trim(), password, ...(needsCode ? { totp: totp.trim() } : {}) },
      });
      completeSignIn(user);
    },
    leavesPage: true,
    onProblem: ({ code }) => {
      if (code === 'mfa_required') setNeedsCode(true);
      if (code === 'email_not_verified') setNeedsVerification(true);
      return code === 'mfa_required' || code === 'email_not_verified';
    },
  });
  const identifier = form.watch('identifier').trim();
  const passkey = usePasskeySignIn(completeSignIn);
  const problem = form.problem ?? passkey.problem;

  return (
    <>
      <Heading
        title={needsCode ? t('twoFactor') : t('signIn')}
        lead={needsCode ? t('twoFactorLead') : t('signInLead')}
      />
      <form onSubmit={form.submit} className="grid gap-4" noValidate>
        {problem ? <Banner tone="danger" title={problem} live="assertive" /> : null}
        {needsVerification ? (
          <Banner
            tone="warn"
            title={t('notVerified')}
            live="assertive"
            action={
              <Link
                className="link"
                href={identifier.includes('@') ? paths.verifyAddress(identifier) : paths.verify}
              >
                {t('enterCode')}
              </Link>
            }
          />
        ) : null}
        {needsCode ? (
          <TextField
            key="totp"
            label={t('code')}
            help={t('codeHelp')}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            {...form.field('totp', {
              validate: (value) => value.trim().length >= 6 || t('invalid.totp'),
              shouldUnregister: true,
            })}
          />
        ) : (
          <>
            <TextField
              label={t('identifier')}
              // Browsers that know a passkey for this site offer it in this field.
              autoComplete="username webauthn"
              autoCapitalize="none"
              spellCheck={false}
              required
              {...form.field('identifier', {
                validate: (value) => value.trim() !== '' || t('invalid.identifier'),
              })}
            />
            <PasswordField
              label={t('password')}
              autoComplete="current-password"
              showLabel={t('showPassword')}
              hideLabel={t('hidePassword')}
              required
              {...form.field('password', { required: t('invalid.password') })}
            />
          </>
        )}
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('signIn')}
        </Button>
        <RetryCountdown at={form.retryAt} />
        {passkey.isSupported ? (
          <Button variant="outline" pending={passkey.isPending} onClick={() => void passkey.signIn()}>
            {t('passkeySignIn')}
          </Button>
        ) : null}
        {needsCode ? (
          <Button variant="quiet" onClick={() => setNeedsCode(false)}>
            {t('backToPassword')}
          </Button>
        ) : null}
      </form>
      <p className="mt-6 flex flex-wrap justify-between gap-x-6 gap-y-2">
        <Link className="link" href={paths.forgot}>
          {t('forgot')}
        </Link>
        <Link className="link" href={paths.register}>
          {t('createAccount')}
        </Link>
      </p>
    </>
  );
}
