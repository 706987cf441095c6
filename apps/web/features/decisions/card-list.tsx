'use client';

import { Button, Loading, Skeleton } from '@chitlaq/ui';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { QueryList } from '../../components/query-list.tsx';

type PagedQuery<Item> = Parameters<typeof QueryList>[0]['query'] & {
  data?: { pages: readonly { items: readonly Item[] }[] } | undefined;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
};

/** A query's pages as a list of cards, with a button for older ones. */
export function CardList<Item extends { id: string }>({
  query,
  label,
  loading,
  failed,
  empty,
  children,
}: {
  query: PagedQuery<Item>;
  /** What the list holds, for screen readers. */
  label: string;
  loading: string;
  failed: string;
  /** What stands for an empty list. */
  empty: ReactNode;
  children: (item: Item) => ReactNode;
}) {
  const t = useTranslations('decisions');
  return (
    <QueryList
      query={query}
      items={query.data?.pages.flatMap(({ items }) => items)}
      pending={
        <Loading label={loading}>
          <Skeleton className="h-40" />
        </Loading>
      }
      failed={failed}
      empty={empty}
    >
      {(items) => (
        <>
          <ul className="grid grid-cols-1 gap-4" aria-label={label}>
            {items.map((item) => (
              <li key={item.id}>{children(item)}</li>
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
