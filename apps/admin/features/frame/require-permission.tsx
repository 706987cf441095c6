'use client';

import { EmptyState } from '@chitlaq/ui';
import { ShieldAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useHasPermission } from './viewer.tsx';

/** Shows its children only with the permission. Others read why they cannot see them, and whom to ask. */
export function RequirePermission({
  requiredPermission,
  children,
}: {
  requiredPermission: string;
  children: ReactNode;
}) {
  const t = useTranslations('shell');
  if (useHasPermission(requiredPermission)) return children;
  return (
    <>
      <h1 className="sr-only">{t('administration')}</h1>
      <EmptyState icon={<ShieldAlert aria-hidden="true" />} title={t('noPermission')}>
        {t('noPermissionDetail')}
      </EmptyState>
    </>
  );
}
