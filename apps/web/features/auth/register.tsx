'use client';

import { emailParts, suggestUsernames, usernameProblem } from '@chitlaq/text';
import { Banner, Button, PasswordField, TextField } from '@chitlaq/ui';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useProblemForm } from '../../lib/form.ts';
import { paths } from '../../lib/paths.ts';
import { TryAgain } from '../frame/try-again.tsx';
import { Heading } from './guest-frame.tsx';
import { isLongEnough } from './password-rule.ts';
import { Universities } from './universities.tsx';
import { UsernameField } from './username-field.tsx';

export function Register() {
  const t = useTranslations('auth');
  const problems = useTranslations('problems');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const router = useRouter();
  const form = useProblemForm({
    defaultValues: { email: '', displayName: '', username: '', password: '' },
    send: async ({ email, ...rest }) => {
      await api.post('/auth/register', { body: { ...rest, email: email.trim(), locale } });
      router.push(`${paths.verifyAddress(email.trim())}&sent=1`);
    },
  });
  const [email, displayName, username] = form.watch(['email', 'displayName', 'username']);
  const setUsername = (value: string) =>
    form.setValue('username', value, { shouldDirty: true, shouldValidate: true });

  return (
    <>
      <Heading title={t('register')} lead={t('registerLead')} />
      <form onSubmit={form.submit} className="grid gap-4" noValidate>
        {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
        <TextField
          label={t('email')}
          help={t('emailHelp')}
          type="email"
          inputMode="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          required
          {...form.field('email', {
            validate: (value) => typeof emailParts(value.trim()) !== 'string' || t('invalid.email'),
          })}
        />
        <Universities email={email} />
        <TextField
          label={t('displayName')}
          help={t('displayNameHelp')}
          autoComplete="name"
          required
          {...form.field('displayName', {
            validate: (value) => value.trim() !== '' || t('invalid.displayName'),
            // Until one chooses, the name suggests the username: ş becomes s, ı becomes i.
            onChange: (event: { target: { value: string } }) => {
              if (form.getFieldState('username').isDirty) return;
              form.resetField('username', { defaultValue: suggestUsernames(event.target.value)[0] ?? '' });
            },
          })}
        />
        <UsernameField
          username={username}
          displayName={displayName}
          onPick={setUsername}
          {...form.field('username', {
            validate: (value) => {
              const problem = usernameProblem(value);
              if (value === '') return t('invalid.username');
              return problem === null || t(`usernameProblem.${problem}`);
            },
            onChange: (event: { target: { value: string } }) => {
              const lower = event.target.value.toLowerCase();
              if (lower !== event.target.value) setUsername(lower);
            },
          })}
        />
        <PasswordField
          label={t('password')}
          help={t('passwordHelp')}
          autoComplete="new-password"
          showLabel={t('show')}
          hideLabel={t('hide')}
          required
          {...form.field('password', {
            validate: (value) => isLongEnough(value) || problems('weak_password'),
          })}
        />
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('register')}
        </Button>
        <TryAgain at={form.retryAt} />
      </form>
      <p className="mt-6 text-muted">
        {t('haveAccount')}{' '}
        <Link className="link" href={paths.signIn()}>
          {t('signIn')}
        </Link>
      </p>
    </>
  );
}
