'use client';

import { EmptyState } from '@chitlaq/ui';
import { Scale } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { BackHeader } from '../../components/back-header.tsx';
import { DecisionList } from './decision-list.tsx';

/** What moderators decided about the member. */
export function DecisionsPage() {
  const t = useTranslations('decisions');
  return (
    <>
      <BackHeader title={t('title')} />
      <div className="p-4">
        <DecisionList
          empty={
            <EmptyState icon={<Scale aria-hidden="true" />} title={t('empty')}>
              {t('emptyDetail')}
            </EmptyState>
          }
        />
      </div>
    </>
  );
}
