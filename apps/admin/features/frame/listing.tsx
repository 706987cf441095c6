'use client';

import { ProblemError } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { Button, ErrorState, Loading, Skeleton } from '@chitlaq/ui';
import {
  keepPreviousData,
  type QueryKey,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}
type Pages<Item> = UseInfiniteQueryResult<Item[]>;

/** A paginated list. Keeps the previous items while a changed filter loads, so that nothing jumps. */
export function usePages<Item>(
  queryKey: QueryKey,
  load: (page: { cursor?: string }) => Promise<Page<Item>>,
): Pages<Item> {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => load(pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items),
    placeholderData: keepPreviousData,
  });
}

/** Shows a list in all its states: loading, failed, empty, filled, with a button for more. */
export function Listing<Item>(props: {
  pages: Pages<Item>;
  /** Names the list for screen readers. */
  label: string;
  empty: ReactNode;
  skeleton?: ReactNode;
  children: (items: Item[]) => ReactNode;
}) {
  const { pages, label, empty, skeleton, children } = props;
  const t = useTranslations('shell');
  if (pages.isPending)
    return <Loading label={label}>{skeleton ?? <Skeleton className="h-80 rounded-card" />}</Loading>;
  if (pages.error && !pages.data)
    return <LoadError error={pages.error} onRetry={() => void pages.refetch()} />;
  const items = pages.data ?? [];
  return (
    <div
      aria-busy={pages.isPlaceholderData || undefined}
      className={pages.isPlaceholderData ? 'opacity-60' : ''}
    >
      {items.length === 0 ? empty : children(items)}
      {pages.hasNextPage ? (
        <div className="grid place-items-center py-6">
          <Button pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** An error with a retry button. */
export function LoadError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useTranslations('shell');
  const problemText = useProblemText();
  const problem = error instanceof ProblemError ? error : undefined;
  // A retry cannot help if the item does not exist or the viewer may not see it.
  const isFinal = problem?.status === 404 || problem?.status === 403;
  return (
    <ErrorState
      title={t('failed')}
      detail={problemText(error)}
      retryLabel={isFinal ? undefined : t('retry')}
      onRetry={isFinal ? undefined : onRetry}
      requestId={problem?.requestId}
      requestIdLabel={t('requestId')}
    />
  );
}
