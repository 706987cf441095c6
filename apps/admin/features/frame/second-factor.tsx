'use client';

import { Banner, Button, Card, EmptyState, PasswordField, TextField } from '@chitlaq/ui';
import { ShieldAlert } from 'lucide-react';
import type { FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { webPaths } from '../../lib/paths.ts';
import { useSubmit } from '../../lib/use-submit.ts';
import { PasskeyButton } from '../sign-in/passkey-button.tsx';

/** Shown instead of the page if the role requires a second factor: asks for the code, or links to the setup. */
export function SecondFactor(props: { isOn: boolean; onConfirmed: () => void; onSignOut: () => void }) {
  const t = useTranslations('shell');
  if (!props.isOn)
    return (
      <EmptyState
        icon={<ShieldAlert aria-hidden="true" />}
        title={t('secondFactor.notSetUp')}
        action={
          <div className="flex flex-wrap items-center justify-center gap-3">
            <a className="link" href={webPaths.twoFactor}>
              {t('secondFactor.setUp')}
            </a>
            <ConfirmByPasskey onConfirmed={props.onConfirmed} />
            <Button variant="outline" onClick={props.onSignOut}>
              {t('otherAccount')}
            </Button>
          </div>
        }
      >
        {t('secondFactor.notSetUpLead')}
      </EmptyState>
    );
  return (
    <Card className="grid w-full max-w-sm gap-4">
      <h1 className="font-bold text-xl">{t('secondFactor.title')}</h1>
      <p className="text-muted">{t('secondFactor.lead')}</p>
      <ReauthenticationForm usesCode onConfirmed={props.onConfirmed} />
      <Button variant="outline" onClick={props.onSignOut}>
        {t('otherAccount')}
      </Button>
    </Card>
  );
}

/** Re-authentication: asks for a code, or for the password if two-factor is off. */
export function ReauthenticationForm({
  usesCode,
  onConfirmed,
}: {
  usesCode: boolean;
  onConfirmed: () => void;
}) {
  const t = useTranslations('shell.secondFactor');
  const submission = useSubmit(['totp', 'password']);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const formData = new FormData(event.currentTarget);
    const text = (name: string) => String(formData.get(name) ?? '');
    const body = usesCode ? { totp: text('totp').trim() } : { password: text('password') };
    if (await submission.run(() => api.post('/auth/reauthenticate', { body }))) onConfirmed();
  };
  return (
    <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
      {submission.problem ? <Banner tone="danger" title={submission.problem} live="assertive" /> : null}
      {usesCode ? (
        <TextField
          name="totp"
          label={t('code')}
          help={t('codeHelp')}
          autoComplete="one-time-code"
          error={submission.errors.totp}
          autoFocus
          required
        />
      ) : (
        <PasswordField
          name="password"
          label={t('password')}
          autoComplete="current-password"
          showLabel={t('showPassword')}
          hideLabel={t('hidePassword')}
          error={submission.errors.password}
          autoFocus
          required
        />
      )}
      <Button type="submit" variant="primary" pending={submission.isPending}>
        {t('submit')}
      </Button>
      <ConfirmByPasskey onConfirmed={onConfirmed} />
    </form>
  );
}

/** A passkey is a second factor, whether or not two-factor is on. */
const ConfirmByPasskey = ({ onConfirmed }: { onConfirmed: () => void }) => (
  <PasskeyButton
    onShown={async (passkey) => {
      await api.post('/auth/reauthenticate', { body: { passkey } });
      onConfirmed();
    }}
  />
);
