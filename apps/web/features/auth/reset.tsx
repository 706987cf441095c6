'use client';

import { Banner, Button, PasswordField, Spinner, toast } from '@chitlaq/ui';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { Heading } from './guest-frame.tsx';
import { useSubmit } from './use-submit.ts';
import { useQueryValue } from './use-token.ts';

const FIELDS = ['password'];

export function Reset() {
  const t = useTranslations('auth');
  const router = useRouter();
  const token = useQueryValue('token');
  const form = useSubmit(FIELDS);
  const [password, setPassword] = useState('');
  if (token === undefined) return <Spinner label={t('loading')} />;
  if (token === null) {
    return (
      <>
        <Heading title={t('linkIncomplete')} lead={t('linkIncompleteLead')} />
        <Link className="link" href={paths.forgot}>
          {t('sendLink')}
        </Link>
      </>
    );
  }
  return (
    <>
      <Heading title={t('resetTitle')} lead={t('resetLead')} />
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void form.run(async () => {
            await api.post('/auth/password/reset', { body: { token, password } });
            toast({ message: t('resetDone'), tone: 'good' });
            router.replace(paths.signIn());
          });
        }}
      >
        {form.problem ? (
          <Banner
            tone="danger"
            title={form.problem}
            live="assertive"
            action={
              <Link className="link" href={paths.forgot}>
                {t('sendLink')}
              </Link>
            }
          />
        ) : null}
        <PasswordField
          label={t('newPassword')}
          help={t('passwordHelp')}
          value={password}
          onChange={(event) => {
            setPassword(event.target.value);
            form.clear('password');
          }}
          autoComplete="new-password"
          showLabel={t('show')}
          hideLabel={t('hide')}
          required
          error={form.fieldErrors.password}
        />
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('resetButton')}
        </Button>
      </form>
    </>
  );
}
