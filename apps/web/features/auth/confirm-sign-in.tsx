'use client';

import { Banner, Button, Spinner, TextField } from '@chitlaq/ui';
import { useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { Heading } from './guest-frame.tsx';
import { useEnter } from './use-enter.ts';
import { useSubmit } from './use-submit.ts';
import { useQueryValue } from './use-token.ts';

const FIELDS = ['totp'];

/** The mailed way in while strangers have used up an account's tries. */
export function ConfirmSignIn() {
  const t = useTranslations('auth');
  const enter = useEnter();
  const token = useQueryValue('token');
  const [needsCode, setNeedsCode] = useState(false);
  const [totp, setTotp] = useState('');
  const onProblem = useCallback((problem: { code: string }) => {
    if (problem.code !== 'mfa_required') return false;
    setNeedsCode(true);
    return true;
  }, []);
  const form = useSubmit(FIELDS, onProblem);
  if (token === undefined) return <Spinner label={t('loading')} />;
  return (
    <>
      <Heading title={t('confirmSignIn')} lead={t('confirmSignInLead')} />
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void form.run(async () => {
            await api.post('/auth/confirm-sign-in', {
              body: { token: token ?? '', ...(totp ? { totp } : {}) },
            });
            enter();
          });
        }}
      >
        {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
        {needsCode ? (
          <TextField
            label={t('code')}
            help={t('codeHelp')}
            value={totp}
            onChange={(event) => setTotp(event.target.value)}
            autoComplete="one-time-code"
            autoFocus
          />
        ) : null}
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('confirmSignInButton')}
        </Button>
      </form>
    </>
  );
}
