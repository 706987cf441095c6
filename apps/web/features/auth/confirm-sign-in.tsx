'use client';

import { Banner, Button, Spinner, TextField } from '@chitlaq/ui';
import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { RetryCountdown } from '../../components/retry-countdown.tsx';
import { api } from '../../lib/api.ts';
import { useProblemForm } from '../../lib/form.ts';
import { paths } from '../../lib/paths.ts';
import { Heading } from './guest-frame.tsx';
import { IncompleteLink } from './incomplete-link.tsx';
import { useCompleteSignIn } from './use-complete-sign-in.ts';
import { useToken } from './use-token.ts';

/** Sign-in by emailed link, for an account whose attempts were used up by others. */
export function ConfirmSignIn() {
  const t = useTranslations('auth');
  const completeSignIn = useCompleteSignIn();
  const token = useToken();
  const [needsCode, setNeedsCode] = useState(false);
  const form = useProblemForm({
    defaultValues: { totp: '' },
    send: async ({ totp }) => {
      const { user } = await api.post('/auth/confirm-sign-in', {
        body: { token: token ?? '', ...(needsCode ? { totp: totp.trim() } : {}) },
      });
      completeSignIn(user);
    },
    leavesPage: true,
    onProblem: ({ code }) => {
      if (code === 'mfa_required') setNeedsCode(true);
      return code === 'mfa_required';
    },
  });
  if (token === undefined) return <Spinner label={t('loading')} />;
  if (!token) return <IncompleteLink href={paths.signIn()} label={t('backToSignIn')} />;
  return (
    <>
      <Heading title={t('confirmSignIn')} lead={t('confirmSignInLead')} />
      <form noValidate className="grid gap-4" onSubmit={form.submit}>
        {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
        {needsCode ? (
          <TextField
            label={t('code')}
            help={t('codeHelp')}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            {...form.field('totp', {
              validate: (value) => value.trim().length >= 6 || t('invalid.totp'),
            })}
          />
        ) : null}
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('confirmSignInButton')}
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
