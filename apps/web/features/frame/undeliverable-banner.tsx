'use client';

import { isolate } from '@chitlaq/text';
import { Banner } from '@chitlaq/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';

/** Tells a member that emails to their address come back, and where to change it. */
export function UndeliverableBanner({ email }: { email: string }) {
  const t = useTranslations('shell.undeliverable');
  return (
    <Banner
      tone="warn"
      className="shrink-0 rounded-none"
      title={<span className="break-words">{t('title', { email: isolate(email) })}</span>}
      action={
        <Link href={paths.settingsPage('security')} className="link">
          {t('change')}
        </Link>
      }
    />
  );
}
