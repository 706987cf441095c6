'use client';

import { EmptyState } from '@chitlaq/ui';
import { ShieldAlert } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { navItemsFor } from '../frame/nav-items.ts';
import { useViewer } from '../frame/viewer.tsx';
import { Overview } from './overview.tsx';

/** The start page: the overview, or the first page that the viewer may see. */
export function StartPage() {
  const t = useTranslations('shell');
  const router = useRouter();
  const start = navItemsFor(useViewer().permissions)[0]?.href;
  useEffect(() => {
    if (start !== undefined && start !== paths.overview) router.replace(start);
  }, [start, router]);
  if (start === paths.overview) return <Overview />;
  if (start !== undefined) return null;
  return (
    <>
      <h1 className="sr-only">{t('administration')}</h1>
      <EmptyState icon={<ShieldAlert aria-hidden="true" />} title={t('noPage')}>
        {t('noPageDetail')}
      </EmptyState>
    </>
  );
}
