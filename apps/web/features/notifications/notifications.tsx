'use client';

import { ProblemError, type Schemas } from '@chitlaq/client';
import {
  Button,
  EmptyState,
  ErrorState,
  IconButton,
  Loading,
  PageHeader,
  Pill,
  Skeleton,
  TabLinks,
  toast,
} from '@chitlaq/ui';
import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Bell, CheckCheck, Settings } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useProblemText } from '../../lib/problems.ts';
import { type Notification, Row } from './row.tsx';
import { NOTIFICATIONS, unreadKey, useUnread } from './unread.ts';

type Page = Schemas['NotificationPage'];
type Only = 'all' | 'mentions';
const LISTS = [NOTIFICATIONS, 'list'] as const;

/** What one is told of, gathered; those to oneself alone under their own tab. */
export function Notifications({ only }: { only: Only }) {
  const t = useTranslations('notifications');
  const list = useList(only);
  const markRead = useMarkRead();
  const unread = useUnread();
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = items[0];
  const shownUnread = list.data?.pages[0]?.unread ?? 0;
  return (
    <>
      <PageHeader
        title={t('title')}
        sticky
        actions={
          <>
            {only === 'all' && newest && unread > 0 ? (
              <IconButton label={t('readAll')} onClick={() => void markRead({ upToId: newest.id })}>
                <CheckCheck aria-hidden="true" />
              </IconButton>
            ) : null}
            <IconButton asChild label={t('settings')}>
              <Link href={paths.settingsPage('notifications')}>
                <Settings aria-hidden="true" />
              </Link>
            </IconButton>
          </>
        }
      >
        <TabLinks
          label={t('tabs')}
          current={only === 'all' ? paths.notifications : paths.mentions}
          linkComponent={Link}
          items={[
            { href: paths.notifications, label: t('all') },
            { href: paths.mentions, label: t('mentions') },
          ]}
          className="px-1"
        />
      </PageHeader>
      <Pill shown={list.data !== undefined && unread > shownUnread} onClick={() => void list.refetch()}>
        {t('fresh', { count: Math.max(unread - shownUnread, 1) })}
      </Pill>
      <List list={list} items={items} only={only} onOpen={(id) => void markRead({ ids: [id] })} />
    </>
  );
}

const useList = (only: Only) =>
  useInfiniteQuery<Page, Error, InfiniteData<Page>, readonly string[], string | undefined>({
    queryKey: [...LISTS, only],
    queryFn: ({ pageParam }) =>
      api.get('/notifications', {
        query: {
          limit: 30,
          ...(pageParam ? { cursor: pageParam } : {}),
          ...(only === 'mentions' ? { kinds: 'reply,mention,quote' } : {}),
        },
      }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchOnWindowFocus: false,
    staleTime: 10_000,
  });

function List({
  list,
  items,
  only,
  onOpen,
}: {
  list: ReturnType<typeof useList>;
  items: Notification[];
  only: Only;
  onOpen: (id: string) => void;
}) {
  const t = useTranslations('notifications');
  const problemText = useProblemText();
  const end = useEnd(list.hasNextPage && !list.isFetchingNextPage, list.fetchNextPage);
  if (list.isPending) return <Skeletons />;
  if (!list.data) {
    return (
      <ErrorState
        title={t('failed')}
        detail={problemText(list.error)}
        retryLabel={t('retry')}
        onRetry={() => void list.refetch()}
        retrying={list.isFetching}
        requestId={list.error instanceof ProblemError ? list.error.requestId : undefined}
      />
    );
  }
  if (items.length === 0) {
    const isAll = only === 'all';
    return (
      <EmptyState icon={<Bell aria-hidden="true" />} title={t(isAll ? 'empty' : 'emptyMentions')}>
        {t(isAll ? 'emptyDetail' : 'emptyMentionsDetail')}
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label={t('title')}>
        {items.map((notification) => (
          <Row
            key={notification.id}
            notification={notification}
            onOpen={() => notification.isRead || onOpen(notification.id)}
          />
        ))}
      </ul>
      <div ref={end} className="p-6 text-center text-muted text-sm">
        {list.isFetchNextPageError ? (
          <Button variant="outline" onClick={() => void list.fetchNextPage()}>
            {t('retry')}
          </Button>
        ) : list.hasNextPage ? (
          t('loading')
        ) : (
          t('end')
        )}
      </div>
    </>
  );
}

/** Goes on as one nears the end. */
function useEnd(mayGoOn: boolean, goOn: () => unknown) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = end.current;
    if (!element || !mayGoOn) return;
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && goOn(), {
      rootMargin: '1200px',
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [mayGoOn, goOn]);
  return end;
}

/** Marks as read, here at once and then on the server; the number that is left is the server's. */
function useMarkRead() {
  const problemText = useProblemText();
  const queries = useQueryClient();
  return async (body: { upToId: string } | { ids: string[] }) => {
    const isMarked = (id: string) => ('ids' in body ? body.ids.includes(id) : id <= body.upToId);
    try {
      const { unread } = await api.put('/notifications/read', { body });
      queries.setQueryData(unreadKey, { unread });
      queries.setQueriesData<InfiniteData<Page>>(
        { queryKey: LISTS },
        (data) =>
          data && {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              unread,
              items: page.items.map((item) => (isMarked(item.id) ? { ...item, isRead: true } : item)),
            })),
          },
      );
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    }
  };
}

function Skeletons() {
  const t = useTranslations('notifications');
  return (
    <Loading label={t('loading')}>
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className="flex gap-3 border-line border-b px-4 py-3">
          <Skeleton className="mt-2 size-5 shrink-0" />
          <div className="grid flex-1 gap-2">
            <Skeleton className="size-8 rounded-full" />
            <Skeleton className="h-4 w-3/5" />
            <Skeleton className="h-4 w-4/5" />
          </div>
        </div>
      ))}
    </Loading>
  );
}
