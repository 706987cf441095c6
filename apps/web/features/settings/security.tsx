'use client';

import { Banner, Button, PasswordField, toast } from '@chitlaq/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../auth/use-submit.ts';
import { BackHeader } from './back-header.tsx';
import { TwoFactor } from './two-factor.tsx';

const FIELDS = ['currentPassword', 'newPassword'];

export function Security() {
  const t = useTranslations('settings');
  return (
    <>
      <BackHeader title={t('pages.security.title')} />
      <div className="grid gap-10 p-4">
        <ChangePassword />
        <TwoFactor />
      </div>
    </>
  );
}

function ChangePassword() {
  const t = useTranslations('settings');
  const words = useTranslations('auth');
  const form = useSubmit(FIELDS);
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const change = () =>
    void form.run(async () => {
      await api.post('/auth/password/change', { body: { currentPassword, newPassword } });
      setCurrent('');
      setNew('');
      toast({ message: t('passwordChanged'), tone: 'good' });
    });
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        change();
      }}
    >
      <div>
        <h2 className="font-medium text-lg">{t('password')}</h2>
        <p className="text-muted">{t('passwordLead')}</p>
      </div>
      {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
      <PasswordField
        label={t('currentPassword')}
        value={currentPassword}
        onChange={(event) => {
          setCurrent(event.target.value);
          form.clear('currentPassword');
        }}
        autoComplete="current-password"
        showLabel={words('show')}
        hideLabel={words('hide')}
        error={form.fieldErrors.currentPassword}
      />
      <PasswordField
        label={t('newPassword')}
        help={words('passwordHelp')}
        value={newPassword}
        onChange={(event) => {
          setNew(event.target.value);
          form.clear('newPassword');
        }}
        autoComplete="new-password"
        showLabel={words('show')}
        hideLabel={words('hide')}
        error={form.fieldErrors.newPassword}
      />
      <div>
        <Button
          type="submit"
          variant="primary"
          pending={form.isPending}
          disabledReason={currentPassword && newPassword ? undefined : t('fillBoth')}
        >
          {t('changePassword')}
        </Button>
      </div>
    </form>
  );
}
