'use client';

import { Banner, Button, Spinner } from '@chitlaq/ui';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { RetryCountdown } from '../../components/retry-countdown.tsx';
import { api } from '../../lib/api.ts';
import { useProblemForm } from '../../lib/form.ts';
import { paths } from '../../lib/paths.ts';
import { Heading } from './guest-frame.tsx';
import { IncompleteLink } from './incomplete-link.tsx';
import { useToken } from './use-token.ts';

/** "This wasn't me": says what will happen, and takes the account back on a press. Opening the page does nothing. */
export function SecureAccount() {
  const t = useTranslations('auth');
  const router = useRouter();
  const token = useToken();
  const [isSuspended, setIsSuspended] = useState(false);
  const form = useProblemForm({
    defaultValues: {},
    send: async () => {
      const { resetToken } = await api.post('/auth/secure-account', { body: { token: token ?? '' } });
      if (resetToken === null) setIsSuspended(true);
      else router.replace(paths.reset(resetToken));
    },
    leavesPage: true,
  });
  if (token === undefined) return <Spinner label={t('loading')} />;
  if (!token) return <IncompleteLink href={paths.forgot} label={t('sendLink')} />;
  if (isSuspended) return <Heading title={t('secureAccount.done')} lead={t('secureAccount.suspended')} />;
  return (
    <>
      <Heading title={t('secureAccount.title')} lead={t('secureAccount.lead')} />
      <ul className="mb-6 grid list-disc gap-2 pl-5">
        {(['sessions', 'added', 'address', 'password'] as const).map((effect) => (
          <li key={effect}>{t(`secureAccount.effects.${effect}`)}</li>
        ))}
      </ul>
      <form noValidate className="grid gap-4" onSubmit={form.submit}>
        {form.problem ? (
          <Banner
            tone="danger"
            title={form.problem}
            live="assertive"
            action={
              <Link className="link" href={paths.forgot}>
                {t('forgot')}
              </Link>
            }
          />
        ) : null}
        <Button type="submit" variant="danger" pending={form.isPending}>
          {t('secureAccount.button')}
        </Button>
        <RetryCountdown at={form.retryAt} />
      </form>
      <p className="mt-6">
        <Link className="link" href={paths.home}>
          {t('secureAccount.wasMe')}
        </Link>
      </p>
    </>
  );
}
