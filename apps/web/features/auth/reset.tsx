'use client';

import { Banner, Button, PasswordField, Spinner, toast } from '@chitlaq/ui';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { RetryCountdown } from '../../components/retry-countdown.tsx';
import { api } from '../../lib/api.ts';
import { useProblemForm } from '../../lib/form.ts';
import { paths } from '../../lib/paths.ts';
import { Heading } from './guest-frame.tsx';
import { IncompleteLink } from './incomplete-link.tsx';
import { isLongEnough } from './password-rule.ts';
import { useToken } from './use-token.ts';

/** Sets a new password, with the token of the emailed link. */
export function Reset() {
  const t = useTranslations('auth');
  const problems = useTranslations('problems');
  const router = useRouter();
  const token = useToken();
  const form = useProblemForm({
    defaultValues: { password: '' },
    send: async ({ password }) => {
      await api.post('/auth/password/reset', { body: { token: token ?? '', password } });
      toast({ message: t('resetDone'), tone: 'good' });
      router.replace(paths.signIn());
    },
    leavesPage: true,
  });
  if (token === undefined) return <Spinner label={t('loading')} />;
  if (!token) return <IncompleteLink href={paths.forgot} label={t('sendLink')} />;
  return (
    <>
      <Heading title={t('resetTitle')} lead={t('resetLead')} />
      <form noValidate className="grid gap-4" onSubmit={form.submit}>
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
          autoComplete="new-password"
          showLabel={t('showPassword')}
          hideLabel={t('hidePassword')}
          required
          {...form.field('password', {
            validate: (value) => isLongEnough(value) || problems('weak_password'),
          })}
        />
        <Button type="submit" variant="primary" pending={form.isPending}>
          {t('resetButton')}
        </Button>
        <RetryCountdown at={form.retryAt} />
      </form>
    </>
  );
}
