'use client';

import { Button, EmptyState } from '@chitlaq/ui';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';

export function NotFound() {
  const t = useTranslations('frame');
  return (
    <main className="grid min-h-dvh place-items-center px-4">
      <h1 className="sr-only">{t('notFound')}</h1>
      <EmptyState
        title={t('notFound')}
        action={
          <Button asChild variant="primary">
            <Link href={paths.home}>{t('toHome')}</Link>
          </Button>
        }
      >
        {t('notFoundDetail')}
      </EmptyState>
    </main>
  );
}
