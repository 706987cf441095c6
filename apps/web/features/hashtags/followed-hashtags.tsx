'use client';

import { isolate } from '@chitlaq/text';
import { Button, EmptyState, Loading, Skeleton } from '@chitlaq/ui';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Hash } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { BackHeader } from '../../components/back-header.tsx';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { FollowHashtagButton } from './follow-hashtag-button.tsx';

/** The hashtags that the member follows, newest first. One that is unfollowed stays until the list is opened again. */
export function FollowedHashtags() {
  const t = useTranslations('settings');
  const query = useInfiniteQuery({
    queryKey: ['followed-hashtags'],
    queryFn: ({ pageParam }) =>
      api.get('/hashtags/following', { query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    // A fresh list for each visit, which does not change while the member is at it.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <>
      <BackHeader title={t('pages.hashtags.title')} />
      <p className="border-line border-b p-4 text-muted">{t('hashtags.lead')}</p>
      <QueryList
        query={query}
        items={query.data?.pages.flatMap(({ items }) => items)}
        pending={
          <Loading label={t('loading')}>
            <Skeleton className="m-4 h-11" />
            <Skeleton className="m-4 h-11" />
          </Loading>
        }
        failed={t('failed')}
        empty={
          <EmptyState
            icon={<Hash aria-hidden="true" />}
            title={t('hashtags.empty')}
            action={
              <Button asChild variant="primary">
                <PrefetchLink href={paths.trending}>{t('hashtags.find')}</PrefetchLink>
              </Button>
            }
          >
            {t('hashtags.emptyDetail')}
          </EmptyState>
        }
      >
        {(hashtags) => (
          <>
            <ul aria-label={t('pages.hashtags.title')}>
              {hashtags.map(({ tag }) => (
                <FollowedHashtag key={tag} tag={tag} />
              ))}
            </ul>
            {query.hasNextPage ? (
              <div className="p-6 text-center">
                <Button pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {t('hashtags.more')}
                </Button>
              </div>
            ) : null}
          </>
        )}
      </QueryList>
    </>
  );
}

function FollowedHashtag({ tag }: { tag: string }) {
  const queries = useQueryClient();
  const [isFollowing, setIsFollowing] = useState(true);
  return (
    <li className="flex items-center gap-3 border-line border-b px-4 py-2 cramped:flex-wrap">
      <PrefetchLink
        href={paths.hashtag(tag)}
        className="flex min-h-11 min-w-0 flex-1 items-center hover:underline"
      >
        <span className="truncate font-medium">#{isolate(tag)}</span>
      </PrefetchLink>
      <FollowHashtagButton
        tag={tag}
        isFollowing={isFollowing}
        namesTag
        onChange={(changed) => {
          setIsFollowing(changed);
          void queries.invalidateQueries({ queryKey: ['hashtag'] });
        }}
      />
    </li>
  );
}
