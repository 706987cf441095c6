'use client';

import { EmptyState } from '@chitlaq/ui';
import { LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { QueryError } from '../../components/query-error.tsx';
import { closedReason, useBoards } from './queries.ts';

/** Shows its children if boards are open; otherwise why they are not. */
export function BoardsGate({ children }: { children: ReactNode }) {
  const t = useTranslations('boards');
  const query = useBoards();
  const reason = closedReason(query.error);
  if (reason)
    return (
      <EmptyState icon={<LockKeyhole aria-hidden="true" />} title={t(`${reason}.title`)}>
        {t(`${reason}.detail`)}
      </EmptyState>
    );
  if (query.error && !query.data) return <QueryError query={query} title={t('failed')} />;
  return children;
}
