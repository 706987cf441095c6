'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { CardList } from './card-list.tsx';
import { DecisionCard } from './decision-card.tsx';

export const DECISIONS_KEY = ['decisions'] as const;

/** The decisions about the member, newest first. */
export const useDecisions = () =>
  useInfiniteQuery({
    queryKey: DECISIONS_KEY,
    queryFn: ({ pageParam }) =>
      api.get('/users/me/decisions', { query: pageParam ? { cursor: pageParam } : {} }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** @param empty  what stands for no decision */
export function DecisionList({ empty }: { empty: ReactNode }) {
  const t = useTranslations('decisions');
  return (
    <CardList
      query={useDecisions()}
      label={t('title')}
      loading={t('loading')}
      failed={t('failed')}
      empty={empty}
    >
      {(decision) => <DecisionCard decision={decision} />}
    </CardList>
  );
}
