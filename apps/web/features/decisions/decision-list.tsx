'use client';

import { Button, Loading, Skeleton } from '@chitlaq/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { QueryList } from '../../components/query-list.tsx';
import { api } from '../../lib/api.ts';
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
  const query = useDecisions();
  return (
    <QueryList
      query={query}
      items={query.data?.pages.flatMap(({ items }) => items)}
      pending={
        <Loading label={t('loading')}>
          <Skeleton className="h-40" />
        </Loading>
      }
      failed={t('failed')}
      empty={empty}
    >
      {(decisions) => (
        <>
          <ul className="grid grid-cols-1 gap-4" aria-label={t('title')}>
            {decisions.map((decision) => (
              <li key={decision.id}>
                <DecisionCard decision={decision} />
              </li>
            ))}
          </ul>
          {query.hasNextPage ? (
            <div className="p-6 text-center">
              <Button pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t('more')}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </QueryList>
  );
}
