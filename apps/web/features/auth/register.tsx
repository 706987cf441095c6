'use client';

import { suggestUsernames, usernameProblem } from '@chitlaq/text';
import { Banner, Button, PasswordField, TextField } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, useDeferredValue, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { Heading } from './guest-frame.tsx';
import { OpenUniversities } from './open-universities.tsx';
import { useSubmit } from './use-submit.ts';

const FIELDS = ['email', 'password', 'username', 'displayName'];

export function Register() {
  const t = useTranslations('auth');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const router = useRouter();
  const form = useSubmit(FIELDS);
  const [email, setEmail] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [chosenUsername, setUsername] = useState<string>();
  const [password, setPassword] = useState('');
  // Until one chooses, the name suggests it: ş becomes s, ı becomes i.
  const username = chosenUsername ?? suggestUsernames(displayName)[0] ?? '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.run(async () => {
      await api.post('/auth/register', {
        body: { email: email.trim(), displayName, username, password, locale },
      });
      router.push(`${paths.verify}?email=${encodeURIComponent(email.trim())}`);
    });
  };

  return (
    <>
      <Heading title={t('register')} lead={t('registerLead')} />
      <form onSubmit={submit} className="grid gap-4" noValidate>
        {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
        <TextField
          label={t('email')}
          help={t('emailHelp')}
          type="email"
          inputMode="email"
          value={email}
          onChange={(event) => {
            setEmail(event.target.value);
            form.clear('email');
          }}
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          required
          error={form.fieldErrors.email}
        />
        <OpenUniversities email={email} />
        <TextField
          label={t('displayName')}
          help={t('displayNameHelp')}
          value={displayName}
          onChange={(event) => {
            setDisplayName(event.target.value);
            form.clear('displayName');
          }}
          autoComplete="name"
          required
          error={form.fieldErrors.displayName}
        />
        <UsernameField
          username={username}
          displayName={displayName}
          onChange={(value) => {
            setUsername(value);
            form.clear('username');
          }}
          error={form.fieldErrors.username}
        />
        <PasswordField
          label={t('password')}
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
          {t('register')}
        </Button>
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

function UsernameField(props: {
  username: string;
  displayName: string;
  onChange: (value: string) => void;
  error: string | undefined;
}) {
  const { username, displayName, onChange, error } = props;
  const t = useTranslations('auth');
  const asked = useDeferredValue(username);
  const isWellFormed = asked !== '' && usernameProblem(asked) === null;
  const { data } = useQuery({
    queryKey: ['username', asked],
    queryFn: ({ signal }) =>
      api.get('/auth/username-available', { query: { username: asked, displayName }, signal }),
    enabled: isWellFormed,
  });
  const problem = usernameProblem(username);
  const said =
    error ??
    (username && problem
      ? t(`usernameProblem.${problem}`)
      : data && !data.available
        ? t('usernameProblem.taken')
        : undefined);
  return (
    <div>
      <TextField
        label={t('username')}
        help={data?.available && !said ? t('usernameFree') : t('usernameHelp')}
        prefix="@"
        value={username}
        onChange={(event) => onChange(event.target.value.toLowerCase())}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={20}
        required
        error={said}
      />
      {said && data && data.suggestions.length > 0 ? (
        <p className="mt-2 flex flex-wrap items-center gap-2 text-sm">
          <span className="text-muted">{t('suggestions')}</span>
          {data.suggestions.map((suggestion) => (
            <Button key={suggestion} size="sm" variant="outline" onClick={() => onChange(suggestion)}>
              @{suggestion}
            </Button>
          ))}
        </p>
      ) : null}
    </div>
  );
}
