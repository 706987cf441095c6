'use client';

import { IconButton, PageHeader } from '@chitlaq/ui';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';

/** The head of a page of settings, with the way back to all of them. */
export function BackHeader({ title }: { title: string }) {
  const t = useTranslations('settings');
  return (
    <PageHeader
      title={title}
      sticky
      back={
        <IconButton asChild label={t('title')}>
          <Link href={paths.settings}>
            <ArrowLeft aria-hidden="true" />
          </Link>
        </IconButton>
      }
    />
  );
}
