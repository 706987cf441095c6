'use client';

import { suggestUsernames, usernameProblem } from '@chitlaq/text';
import { PasswordField, TextField } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import type { Form } from '../../lib/form.ts';
import { useDisplayNameRule } from '../../lib/use-display-name-rule.ts';
import { isLongEnough } from './password-rule.ts';
import { UsernameField } from './username-field.tsx';

export interface AccountValues {
  displayName: string;
  username: string;
  password: string;
}

/** The fields of a new account: name, username and password. */
export function AccountFields<Values extends AccountValues>({ form: callerForm }: { form: Form<Values> }) {
  const t = useTranslations('auth');
  const problems = useTranslations('problems');
  const validateName = useDisplayNameRule();
  // Only these three fields are used, whatever else the form has.
  const form = callerForm as unknown as Form<AccountValues>;
  const [displayName, username] = form.watch(['displayName', 'username']);
  const setUsername = (value: string) =>
    form.setValue('username', value, { shouldDirty: true, shouldValidate: true });
  return (
    <>
      <TextField
        label={t('displayName')}
        help={t('displayNameHelp')}
        autoComplete="name"
        required
        {...form.field('displayName', {
          validate: validateName,
          // Until the member edits it, the username follows the name: ş becomes s, ı becomes i.
          onChange: (event: { target: { value: string } }) => {
            if (form.getFieldState('username').isDirty) return;
            form.resetField('username', { defaultValue: suggestUsernames(event.target.value)[0] ?? '' });
          },
        })}
      />
      <UsernameField
        username={username}
        displayName={displayName}
        onSelectSuggestion={setUsername}
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
        showLabel={t('showPassword')}
        hideLabel={t('hidePassword')}
        required
        {...form.field('password', {
          validate: (value) => isLongEnough(value) || problems('weak_password'),
        })}
      />
    </>
  );
}
