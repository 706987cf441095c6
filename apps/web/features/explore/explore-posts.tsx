'use client';

import { Button, EmptyState } from '@chitlaq/ui';
import { Compass } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { POSTS } from '../../lib/post-lists.ts';
import { PostList } from '../feed/post-list.tsx';
import { ExploreFrame } from './explore-frame.tsx';

/** Reset by this key when the feed weights change. */
export const exploreKey = [POSTS, 'explore'] as const;

/** Ranked posts of members whom the viewer does not follow, each with its reason. */
export function ExplorePosts() {
  const t = useTranslations('explore');
  return (
    <ExploreFrame current={paths.explore}>
      <PostList
        queryKey={exploreKey}
        load={(cursor) => api.get('/feed/explore', { query: { limit: 20, ...(cursor ? { cursor } : {}) } })}
        empty={
          <EmptyState
            icon={<Compass aria-hidden="true" />}
            title={t('emptyPosts')}
            action={
              <Button variant="primary" asChild>
                <PrefetchLink href={paths.people}>{t('peopleYouMayKnow')}</PrefetchLink>
              </Button>
            }
          >
            {t('emptyPostsDetail')}
          </EmptyState>
        }
      />
    </ExploreFrame>
  );
}
