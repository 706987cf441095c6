'use client';

import { isolate } from '@chitlaq/text';
import { EmptyState, IconButton, PageHeader } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, Hash } from 'lucide-react';
import { useParams, useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { POSTS } from '../../lib/post-lists.ts';
import { PostList } from '../feed/post-list.tsx';
import { FollowHashtagButton } from './follow-hashtag-button.tsx';

/** The posts of a hashtag, in every spelling. */
export function HashtagPage() {
  const t = useTranslations('feed');
  const router = useRouter();
  const tag = decodeURIComponent(useParams<{ tag: string }>().tag);
  const queries = useQueryClient();
  const queryKey = ['hashtag', tag];
  const { data } = useQuery({
    queryKey,
    queryFn: () => api.get('/hashtags/{tag}', { path: { tag } }),
  });
  return (
    <>
      <PageHeader
        title={t('hashtag', { tag: isolate(data?.tag ?? tag) })}
        sticky
        back={
          <IconButton label={t('back')} onClick={() => router.back()}>
            <ArrowLeft aria-hidden="true" />
          </IconButton>
        }
      />
      <div className="flex min-h-14 items-center gap-3 border-line border-b px-4 py-2">
        <p className="min-w-0 flex-1 text-muted text-sm">
          {data ? (
            <>
              {t('tagPosts', { posts: data.recent.uses })} · {t('tagPeople', { people: data.recent.people })}
            </>
          ) : null}
        </p>
        {data ? (
          <FollowHashtagButton
            tag={tag}
            isFollowing={data.following}
            onChange={(following) => queries.setQueryData(queryKey, { ...data, following })}
          />
        ) : null}
      </div>
      <PostList
        queryKey={[POSTS, 'hashtag', tag]}
        load={(cursor) =>
          api.get('/hashtags/{tag}/posts', {
            path: { tag },
            query: { limit: 20, ...(cursor ? { cursor } : {}) },
          })
        }
        empty={
          <EmptyState icon={<Hash aria-hidden="true" />} title={t('emptyTag')}>
            {t('emptyTagDetail')}
          </EmptyState>
        }
      />
    </>
  );
}
