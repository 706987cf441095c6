'use client';

import { EmptyState, PageHeader } from '@chitlaq/ui';
import { Bookmark } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { POSTS } from '../../lib/post-lists.ts';
import { PostList } from '../feed/post-list.tsx';

/** The member's bookmarks. Private. */
export function Bookmarks() {
  const t = useTranslations('feed');
  return (
    <>
      <PageHeader title={t('bookmarks')} sticky />
      <PostList
        queryKey={[POSTS, 'bookmarks']}
        load={(cursor) => api.get('/bookmarks', { query: { limit: 20, ...(cursor ? { cursor } : {}) } })}
        empty={
          <EmptyState icon={<Bookmark aria-hidden="true" />} title={t('emptyBookmarks')}>
            {t('emptyBookmarksDetail')}
          </EmptyState>
        }
      />
    </>
  );
}
