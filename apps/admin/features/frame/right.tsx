'use client';

import { EmptyState } from '@chitlaq/ui';
import { ShieldAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useMay } from './viewer.tsx';

/** What is inside is for those with a permission; the others read why they do not see it, and whom to ask. */
export function Right({ to, children }: { to: string; children: ReactNode }) {
  const t = useTranslations('frame');
  if (useMay(to)) return children;
  return (
    <>
      <h1 className="sr-only">{t('administration')}</h1>
      <EmptyState icon={<ShieldAlert aria-hidden="true" />} title={t('noRight')}>
        {t('noRightDetail')}
      </EmptyState>
    </>
  );
}
