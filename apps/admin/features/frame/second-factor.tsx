'use client';

import { Banner, Button, Card, EmptyState, PasswordField, TextField } from '@chitlaq/ui';
import { ShieldAlert } from 'lucide-react';
import type { FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { campus } from '../../lib/paths.ts';
import { useSend } from '../../lib/use-send.ts';

/** Stands before every page where the role waits for a second factor: asks for its code, or shows where to set it up. */
export function SecondFactor(props: { isOn: boolean; onProved: () => void; onLeave: () => void }) {
  const t = useTranslations('frame');
  if (!props.isOn)
    return (
      <EmptyState
        icon={<ShieldAlert aria-hidden="true" />}
        title={t('proof.setUp')}
        action={
          <div className="flex flex-wrap justify-center gap-3">
            <a className="link" href={campus.twoFactor}>
              {t('proof.toSettings')}
            </a>
            <Button variant="outline" onClick={props.onLeave}>
              {t('otherAccount')}
            </Button>
          </div>
        }
      >
        {t('proof.setUpLead')}
      </EmptyState>
    );
  return (
    <Card className="grid w-full max-w-sm gap-4">
      <h1 className="font-bold text-xl">{t('proof.title')}</h1>
      <p className="text-muted">{t('proof.lead')}</p>
      <ProofForm byCode onProved={props.onProved} />
      <Button variant="outline" onClick={props.onLeave}>
        {t('otherAccount')}
      </Button>
    </Card>
  );
}

/** Proves again who sits here: by a code, or by the password where two-factor is off. */
export function ProofForm({ byCode, onProved }: { byCode: boolean; onProved: () => void }) {
  const t = useTranslations('frame.proof');
  const send = useSend(['totp', 'password']);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name) ?? '');
    const body = byCode ? { totp: text('totp').trim() } : { password: text('password') };
    if (await send.run(() => api.post('/auth/proof', { body }))) onProved();
  };
  return (
    <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
      {send.problem ? <Banner tone="danger" title={send.problem} live="assertive" /> : null}
      {byCode ? (
        <TextField
          name="totp"
          label={t('code')}
          help={t('codeHelp')}
          autoComplete="one-time-code"
          error={send.errors.totp}
          autoFocus
          required
        />
      ) : (
        <PasswordField
          name="password"
          label={t('password')}
          autoComplete="current-password"
          showLabel={t('show')}
          hideLabel={t('hide')}
          error={send.errors.password}
          autoFocus
          required
        />
      )}
      <Button type="submit" variant="primary" pending={send.isPending}>
        {t('submit')}
      </Button>
    </form>
  );
}
