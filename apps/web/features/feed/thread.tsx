'use client';

import type { Schemas } from '@chitlaq/client';
import { Button, IconButton, PageHeader } from '@chitlaq/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ArrowLeft, FileX } from 'lucide-react';
import { useParams, useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { SubjectError } from '../../components/subject-error.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { threadKey } from '../../lib/post-lists.ts';
import { PendingPosts } from './pending-posts.tsx';
import { PostCard } from './post-card.tsx';
import { PostSkeletons } from './post-list.tsx';
import { ReplyBox } from './reply-box.tsx';
import { ReplyOrderChoice, useReplyOrder } from './reply-order.tsx';

type Entry = Schemas['Post'] | Schemas['UnavailablePost'];

/** A post with its ancestors above and its replies below. */
export function Thread() {
  const t = useTranslations('feed');
  const router = useRouter();
  const { id } = useParams<{ id: string }>();
  const [order, setOrder] = useReplyOrder();
  const query = useInfiniteQuery({
    queryKey: [...threadKey(id), order],
    queryFn: ({ pageParam }: { pageParam: string | undefined }) =>
      api.get('/posts/{id}/thread', {
        path: { id },
        query: { limit: 30, order, ...(pageParam ? { cursor: pageParam } : {}) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.replies.nextCursor ?? undefined,
    // Keep showing the post while the replies load in another order.
    placeholderData: (previousData, previousQuery) =>
      previousQuery?.queryKey[2] === id ? keepPreviousData(previousData) : undefined,
  });
  const head = (
    <PageHeader
      title={t('thread')}
      sticky
      back={
        <IconButton label={t('back')} onClick={() => router.back()}>
          <ArrowLeft aria-hidden="true" />
        </IconButton>
      }
    />
  );
  if (query.isPending)
    return (
      <>
        {head}
        <PostSkeletons />
      </>
    );
  const [first] = query.data?.pages ?? [];
  if (!first) {
    return (
      <>
        {head}
        <SubjectError
          query={query}
          failed={t('failed')}
          icon={<FileX aria-hidden="true" />}
          title={t('notFound')}
          detail={t('notFoundDetail')}
          link={{ href: paths.home, label: t('toHome') }}
        />
      </>
    );
  }
  return (
    <>
      {head}
      {first.ancestors.map((entry) => (
        <ThreadEntry key={entry.id} entry={entry} />
      ))}
      <PostCard post={first.post} isFocus />
      <div className="border-line border-b px-4 py-3">
        <ReplyBox replyTo={first.post} />
      </div>
      {first.post.counts.replies > 1 ? (
        <div className="border-line border-b px-2 py-1">
          <ReplyOrderChoice order={order} onChoose={setOrder} />
        </div>
      ) : null}
      <PendingPosts replyTo={first.post.id} />
      {query.data?.pages
        .flatMap((page) => page.replies.items)
        .map((entry) => (
          <ThreadEntry key={entry.id} entry={entry} />
        ))}
      {first.replies.hidden ? (
        <p className="border-line border-b bg-wash px-4 py-3 text-muted">
          {t('hiddenReplies', { count: first.replies.hidden })}
        </p>
      ) : null}
      {query.hasNextPage ? (
        <div className="p-6 text-center">
          <Button
            variant="outline"
            pending={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('moreReplies')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function ThreadEntry({ entry }: { entry: Entry }) {
  const t = useTranslations('feed');
  const [isOpen, setIsOpen] = useState(false);
  if ('unavailable' in entry)
    return (
      <p className="border-line border-b bg-wash px-4 py-3 text-muted">{t(`unavailable.${entry.reason}`)}</p>
    );
  return entry.mutedWord && !isOpen ? (
    <div className="flex items-center gap-3 border-line border-b bg-wash px-4 py-2 text-muted">
      <span className="min-w-0 flex-1 break-words">{t('mutedWord', { word: entry.mutedWord })}</span>
      <Button size="sm" variant="outline" onClick={() => setIsOpen(true)}>
        {t('show')}
      </Button>
    </div>
  ) : (
    <PostCard post={entry} />
  );
}
