'use client';

import { IconButton, PageHeader } from '@chitlaq/ui';
import { ArrowLeft } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { paths } from '../lib/paths.ts';
import { PrefetchLink } from './prefetch-link.tsx';

/** The header of a settings page, with a link back to all settings. */
export function BackHeader({ title }: { title: string }) {
  const t = useTranslations('settings');
  return (
    <PageHeader
      title={title}
      sticky
      back={
        <IconButton asChild label={t('title')}>
          <PrefetchLink href={paths.settings}>
            <ArrowLeft aria-hidden="true" />
          </PrefetchLink>
        </IconButton>
      }
    />
  );
}
