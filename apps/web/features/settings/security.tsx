'use client';

import { Banner, Button, PasswordField, toast } from '@chitlaq/ui';
import { useTranslations } from 'use-intl';
import { BackHeader } from '../../components/back-header.tsx';
import { RetryCountdown } from '../../components/retry-countdown.tsx';
import { api } from '../../lib/api.ts';
import { useProblemForm } from '../../lib/form.ts';
import { ChangeAddress } from './change-address.tsx';
import { Passkeys } from './passkeys.tsx';
import { TwoFactor } from './two-factor.tsx';

/** Settings: address, password, passkeys and two-factor authentication. */
export function Security() {
  const t = useTranslations('settings');
  return (
    <>
      <BackHeader title={t('pages.security.title')} />
      <div className="grid gap-10 p-4">
        <ChangeAddress />
        <ChangePassword />
        <Passkeys />
        <TwoFactor />
      </div>
    </>
  );
}

function ChangePassword() {
  const t = useTranslations('settings');
  const tAuth = useTranslations('auth');
  const form = useProblemForm({
    defaultValues: { currentPassword: '', newPassword: '' },
    send: async (body) => {
      await api.post('/auth/password/change', { body });
      form.reset();
      toast({ message: t('passwordChanged'), tone: 'good' });
    },
  });
  return (
    <form noValidate className="grid gap-4" onSubmit={form.submit}>
      <div>
        <h2 className="font-medium text-lg">{t('password')}</h2>
        <p className="text-muted">{t('passwordLead')}</p>
      </div>
      {form.problem ? <Banner tone="danger" title={form.problem} live="assertive" /> : null}
      <PasswordField
        label={t('currentPassword')}
        autoComplete="current-password"
        showLabel={tAuth('showPassword')}
        hideLabel={tAuth('hidePassword')}
        {...form.field('currentPassword', { required: tAuth('invalid.password') })}
      />
      <PasswordField
        label={t('newPassword')}
        help={tAuth('passwordHelp')}
        autoComplete="new-password"
        showLabel={tAuth('showPassword')}
        hideLabel={tAuth('hidePassword')}
        {...form.field('newPassword', { required: tAuth('invalid.password') })}
      />
      <div>
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('changePassword')}
        </Button>
        <RetryCountdown at={form.retryAt} />
      </div>
    </form>
  );
}
