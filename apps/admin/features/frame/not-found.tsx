'use client';

import { Button, EmptyState } from '@chitlaq/ui';
import { Signpost } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';

/** Shown for an unknown path under /admin. */
export function NotFound() {
  const t = useTranslations('shell');
  return (
    <>
      <h1 className="sr-only">{t('administration')}</h1>
      <EmptyState
        icon={<Signpost aria-hidden="true" />}
        title={t('notFound')}
        action={
          <Button asChild>
            <Link href={paths.overview}>{t('toStart')}</Link>
          </Button>
        }
      >
        {t('notFoundDetail')}
      </EmptyState>
    </>
  );
}
