'use client';

import { Button, EmptyState, PageHeader, Pill, useMediaQuery } from '@chitlaq/ui';
import type { InfiniteData } from '@tanstack/react-query';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Trees } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useCallback, useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { InviteButton } from '../../components/invite-button.tsx';
import { SearchLink } from '../../components/search-link.tsx';
import { api } from '../../lib/api.ts';
import { entryIdOf, type Post } from '../../lib/post.ts';
import { homeKey } from '../../lib/post-lists.ts';
import { compose } from '../composer/compose.ts';
import { usePendingPosts } from '../composer/pending-posts-store.ts';
import { Bell } from '../notifications/bell.tsx';
import { subscribeToHome } from '../realtime/home-subscription.ts';
import { useIsConnected, useReconnected } from '../realtime/use-reconnected.ts';
import { HomeOrder } from './home-order.tsx';
import { HomePosition } from './home-position.tsx';
import { PendingPosts } from './pending-posts.tsx';
import { PostList } from './post-list.tsx';

// Lazy: the posts come first, and phones compose in a sheet.
const Composer = lazy(async () => ({ default: (await import('../composer/composer.tsx')).Composer }));

const newestKey = ['home-newest'] as const;
const POLL_INTERVAL_MS = 60_000;
const CHECKED_ENTRIES = 20;
/** Random delay, so that members who are notified of a new post do not all fetch at the same time. */
const JITTER_MS = 2_000;

/**
 * The home feed in the member's chosen order. A pill announces new posts.
 * @param notice  above the posts
 */
export function Home({ notice }: { notice?: ReactNode }) {
  const t = useTranslations('feed');
  const isWide = useMediaQuery('(min-width: 43.75rem)');
  const hasPendingPosts = usePendingPosts().length > 0;
  return (
    <>
      <PageHeader
        title={t('home')}
        sticky
        actions={
          <>
            <HomeOrder />
            <SearchLink />
            <Bell />
          </>
        }
      />
      {isWide ? (
        <section className="min-h-46.5 border-line border-b px-4 py-3">
          <h2 className="sr-only">{t('newPost')}</h2>
          <Suspense fallback={null}>
            <Composer onDrafts={() => compose({ opensDrafts: true })} />
          </Suspense>
        </section>
      ) : null}
      {notice}
      <HomePills />
      <PendingPosts />
      <PostList
        queryKey={homeKey}
        load={(cursor) => api.get('/feed/home', { query: { limit: 20, ...(cursor ? { cursor } : {}) } })}
        empty={
          hasPendingPosts ? null : (
            <EmptyState
              icon={<Trees aria-hidden="true" />}
              title={t('emptyHome')}
              action={
                <>
                  <Button variant="primary" onClick={() => compose()}>
                    {t('writeFirst')}
                  </Button>
                  <InviteButton />
                </>
              }
            >
              {t('emptyHomeDetail')}
            </EmptyState>
          )
        }
      />
    </>
  );
}

/**
 * Fetches the newest posts when some are announced, and shows how many are new. While there are none, the pill that leads to the
 * saved position may have its place.
 */
function HomePills() {
  const t = useTranslations('feed');
  const queries = useQueryClient();
  const isConnected = useIsConnected();
  const checkForNew = useCallback(() => void queries.invalidateQueries({ queryKey: newestKey }), [queries]);
  useReconnected(checkForNew);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = subscribeToHome(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        checkForNew();
      }, Math.random() * JITTER_MS);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [checkForNew]);
  const { data } = useQuery({
    queryKey: newestKey,
    queryFn: () => api.get('/feed/home', { query: { limit: CHECKED_ENTRIES, rank: 'latest' } }),
    refetchInterval: isConnected ? false : POLL_INTERVAL_MS,
    initialData: { items: [], nextCursor: null },
    initialDataUpdatedAt: Date.now(),
    staleTime: POLL_INTERVAL_MS,
  });
  const loadedEntries = queries.getQueryData<InfiniteData<{ items: Post[] }>>(homeKey)?.pages[0]?.items;
  const shown = new Set(loadedEntries?.map(entryIdOf));
  const isFromTimeline = (post: Post) => post.source !== 'cohort';
  const first = loadedEntries?.find(isFromTimeline);
  const newest = first ? entryIdOf(first) : '';
  // The ranked order does not change while the member reads: new posts need not be at its top.
  const isRanked = first?.score !== undefined;
  const count =
    loadedEntries && !isRanked
      ? data.items.filter(
          (post) => isFromTimeline(post) && entryIdOf(post) > newest && !shown.has(entryIdOf(post)),
        ).length
      : 0;
  const show = async () => {
    await queries.resetQueries({ queryKey: homeKey });
    window.scrollTo({ top: 0 });
  };
  return (
    <>
      <Pill edgeOf="header" visible={count > 0} onClick={() => void show()}>
        {count < CHECKED_ENTRIES ? t('newPosts', { count }) : t('manyNewPosts')}
      </Pill>
      <HomePosition hasNewPosts={count > 0} />
    </>
  );
}
