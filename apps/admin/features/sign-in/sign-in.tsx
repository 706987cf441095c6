'use client';

import { ProblemError } from '@chitlaq/client';
import { Banner, Button, Card, PasswordField, TextField } from '@chitlaq/ui';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useTitle } from '../../lib/use-title.ts';
import { PasskeyButton } from './passkey-button.tsx';

/** Problem codes that have a text of their own. */
const KNOWN_PROBLEM_CODES = [
  'invalid_credentials',
  'email_not_verified',
  'too_many_attempts',
  'offline',
] as const;
type KnownProblemCode = (typeof KNOWN_PROBLEM_CODES)[number];
const isKnown = (code: string): code is KnownProblemCode =>
  (KNOWN_PROBLEM_CODES as readonly string[]).includes(code);

/** The sign-in form, with the second factor if it is on. */
export function SignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useTranslations('signIn');
  useTitle(t('submit'));
  const [needsCode, setNeedsCode] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  const enter = ({ user }: { user: { status: string } }) => {
    // The session opens only the members' page that says why.
    if (user.status === 'suspended') setProblem(t('problems.account_suspended'));
    else onSignedIn();
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const totp = String(form.get('totp') ?? '').trim();
    setIsPending(true);
    setProblem(undefined);
    try {
      enter(
        await api.post('/auth/login', {
          body: {
            identifier: String(form.get('identifier') ?? ''),
            password: String(form.get('password') ?? ''),
            ...(totp ? { totp } : {}),
          },
        }),
      );
    } catch (error) {
      const code = error instanceof ProblemError ? error.code : 'unknown';
      if (code === 'mfa_required') setNeedsCode(true);
      else setProblem(isKnown(code) ? t(`problems.${code}`) : t('problems.unknown'));
    } finally {
      setIsPending(false);
    }
  };

  return (
    <main className="grid min-h-dvh place-items-center px-4">
      <Card className="w-full max-w-sm">
        <h1 className="font-bold text-xl">{t('title')}</h1>
        <p className="mt-1 mb-6 text-muted">{t('lead')}</p>
        <form onSubmit={(event) => void submit(event)} className="grid gap-4">
          {problem ? <Banner tone="danger" title={problem} /> : null}
          <TextField name="identifier" label={t('identifier')} autoComplete="username" required autoFocus />
          <PasswordField
            name="password"
            label={t('password')}
            autoComplete="current-password"
            showLabel={t('showPassword')}
            hideLabel={t('hidePassword')}
            required
          />
          {needsCode ? (
            <TextField
              name="totp"
              label={t('code')}
              help={t('codeHelp')}
              autoComplete="one-time-code"
              inputMode="text"
              autoFocus
              required
            />
          ) : null}
          <Button type="submit" variant="primary" pending={isPending}>
            {t('submit')}
          </Button>
        </form>
        <div className="mt-4">
          <PasskeyButton onShown={async (body) => enter(await api.post('/auth/login/passkey', { body }))} />
        </div>
      </Card>
    </main>
  );
}
