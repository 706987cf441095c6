'use client';

import { EmptyState, PageHeader, Pill } from '@chitlaq/ui';
import type { InfiniteData } from '@tanstack/react-query';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Trees } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { Composer } from './composer.tsx';
import { homeKey } from './lists.ts';
import type { Post } from './post-card.tsx';
import { PostList } from './post-list.tsx';

const LOOK_EVERY_MS = 60_000;

/** The home feed: newest first, new posts announced in a pill. */
export function Home() {
  const t = useTranslations('feed');
  return (
    <>
      <PageHeader title={t('home')} sticky />
      <h2 className="sr-only">{t('newPost')}</h2>
      <div className="border-line border-b px-4 py-3 max-tablet:hidden">
        <Composer />
      </div>
      <NewPosts />
      <PostList
        queryKey={homeKey}
        load={(cursor) => api.get('/feed/home', { query: { limit: 20, ...(cursor ? { cursor } : {}) } })}
        empty={
          <EmptyState icon={<Trees aria-hidden="true" />} title={t('emptyHome')}>
            {t('emptyHomeDetail')}
          </EmptyState>
        }
      />
    </>
  );
}

/** Looks at the top of the feed now and then, and says how many posts are new. */
function NewPosts() {
  const t = useTranslations('feed');
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ['home-top'],
    queryFn: () => api.get('/feed/home', { query: { limit: 20 } }),
    refetchInterval: LOOK_EVERY_MS,
    initialData: { items: [], nextCursor: null },
    initialDataUpdatedAt: Date.now(),
    staleTime: LOOK_EVERY_MS,
  });
  const shown = queries.getQueryData<InfiniteData<{ items: Post[] }>>(homeKey)?.pages[0]?.items[0]?.id;
  const count = shown === undefined ? 0 : data.items.filter((post) => post.id > shown).length;
  if (count === 0) return null;
  const show = async () => {
    await queries.resetQueries({ queryKey: homeKey });
    window.scrollTo({ top: 0 });
  };
  return (
    <div className="sticky top-16 z-10 flex h-0 justify-center">
      <Pill onClick={() => void show()}>{t('newPosts', { count })}</Pill>
    </div>
  );
}
