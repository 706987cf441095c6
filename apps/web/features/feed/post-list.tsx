'use client';

import { Button, Loading, Skeleton } from '@chitlaq/ui';
import { hashKey, type InfiniteData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { ListEnd } from '../../components/list-end.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { VirtualSection } from '../../components/virtual-section.tsx';
import { entryIdOf, type Post } from '../../lib/post.ts';
import { isPendingDeletion } from './pending-deletions.ts';
import { PostCard } from './post-card.tsx';

interface Page {
  items: Post[];
  /** Shown on top of the first page. */
  pinned?: Post[];
  nextCursor: string | null;
}

/** An infinite list of posts. Loads the next page near the end. */
export function PostList({
  queryKey,
  load,
  empty,
}: {
  queryKey: QueryKey;
  load: (cursor: string | undefined) => Promise<Page>;
  empty: ReactNode;
}) {
  const t = useTranslations('feed');
  const query = useInfiniteQuery<Page, Error, InfiniteData<Page>, QueryKey, string | undefined>({
    queryKey,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    // New posts are announced instead of inserted while the member reads.
    refetchOnWindowFocus: false,
    staleTime: 300_000,
  });
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const endRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = endRef.current;
    if (!element || !hasNextPage || isFetchingNextPage) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) void fetchNextPage();
      },
      { rootMargin: '2400px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const { data } = query;
  const pages = (data?.pages ?? []).map(({ items }) => items.filter((post) => !isPendingDeletion(post.id)));
  const count = pages.reduce((sum, posts) => sum + posts.length, 0);
  const pinned = (data?.pages[0]?.pinned ?? []).filter((post) => !isPendingDeletion(post.id));
  return (
    <QueryList
      query={query}
      items={data && [...pinned, ...pages.flat()]}
      pending={<PostSkeletons />}
      failed={t('failed')}
      empty={empty}
    >
      {() => (
        <>
          {pinned.map((post) => (
            <PostCard key={`pinned ${post.id}`} post={post} isPinned />
          ))}
          <div role="feed" aria-busy={isFetchingNextPage}>
            {pages.map((posts, page) => {
              const name = `${hashKey(queryKey)} ${data?.pageParams[page] ?? ''}`;
              const previousCount = pages.slice(0, page).reduce((sum, { length }) => sum + length, 0);
              return (
                <VirtualSection key={name} sectionId={name} isFirst={page === 0}>
                  {() =>
                    posts.map((post, index) => (
                      <PostCard
                        key={entryIdOf(post)}
                        post={post}
                        posInSet={previousCount + index + 1}
                        // Unknown until the last page is loaded.
                        setSize={hasNextPage ? -1 : count}
                      />
                    ))
                  }
                </VirtualSection>
              );
            })}
          </div>
          <div ref={endRef} className="p-6 text-center text-muted text-sm">
            {query.isFetchNextPageError ? (
              <Button variant="outline" onClick={() => void fetchNextPage()}>
                {t('retry')}
              </Button>
            ) : hasNextPage ? (
              t('loading')
            ) : (
              <ListEnd text={t('end')} />
            )}
          </div>
        </>
      )}
    </QueryList>
  );
}

export function PostSkeletons() {
  const t = useTranslations('feed');
  return (
    <Loading label={t('loading')}>
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="flex gap-3 border-line border-b px-4 py-3">
          <Skeleton className="size-10 shrink-0 rounded-full" />
          <div className="grid flex-1 gap-2 py-1">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-4 w-full" />
            <Skeleton className="h-4 w-3/4" />
          </div>
        </div>
      ))}
    </Loading>
  );
}
