'use client';

import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { Heading } from './guest-frame.tsx';

/** Shown for a link without its token, for example if an email program has broken the line. */
export function IncompleteLink({ href, label }: { href: string; label: string }) {
  const t = useTranslations('auth');
  return (
    <>
      <Heading title={t('linkIncomplete')} lead={t('linkIncompleteLead')} />
      <Link className="link" href={href}>
        {label}
      </Link>
    </>
  );
}
