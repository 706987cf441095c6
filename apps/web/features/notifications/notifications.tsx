'use client';

import type { Schemas } from '@chitlaq/client';
import {
  Button,
  EmptyState,
  IconButton,
  LazyMenu,
  Loading,
  PageHeader,
  Pill,
  Skeleton,
  TabLinks,
} from '@chitlaq/ui';
import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Bell, Moon, Settings } from 'lucide-react';
import { use, useEffect, useEffectEvent, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { ListEnd } from '../../components/list-end.tsx';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { loadQuietTimeMenu, type Notification, NotificationRow } from './notification-row.tsx';
import { NOTIFICATIONS, setUnread, useUnread } from './unread.ts';
import { NotificationVisit } from './visit.tsx';

type Page = Schemas['NotificationPage'];
type NotificationFilter = 'all' | 'mentions';
const LISTS_KEY = [NOTIFICATIONS, 'list'] as const;

/** The grouped notifications; mentions have their own tab. Those on screen count as read. */
export function Notifications({ filter }: { filter: NotificationFilter }) {
  const t = useTranslations('notifications');
  const tShell = useTranslations('shell');
  const list = useNotificationList(filter);
  const unread = useUnread();
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  useMarkShown(items, filter, list.dataUpdatedAt);
  const shownUnread = list.data?.pages[0]?.unread ?? 0;
  return (
    <>
      <PageHeader
        title={t('title')}
        sticky
        actions={
          <>
            <LazyMenu
              load={loadQuietTimeMenu}
              menuProps={{}}
              trigger={
                <IconButton label={tShell('quietTime.button')}>
                  <Moon aria-hidden="true" />
                </IconButton>
              }
            />
            <IconButton asChild label={t('settings')}>
              <PrefetchLink href={paths.settingsPage('notifications')}>
                <Settings aria-hidden="true" />
              </PrefetchLink>
            </IconButton>
          </>
        }
      >
        <TabLinks
          label={t('tabs')}
          current={filter === 'all' ? paths.notifications : paths.mentions}
          linkComponent={PrefetchLink}
          items={[
            { href: paths.notifications, label: t('all') },
            { href: paths.mentions, label: t('mentions') },
          ]}
          className="px-1"
        />
      </PageHeader>
      <Pill
        edgeOf="tabs"
        visible={list.data !== undefined && unread > shownUnread}
        onClick={() => void list.refetch()}
      >
        {t('newCount', { count: Math.max(unread - shownUnread, 1) })}
      </Pill>
      <List list={list} items={items} filter={filter} />
    </>
  );
}

const useNotificationList = (filter: NotificationFilter) =>
  useInfiniteQuery<Page, Error, InfiniteData<Page>, readonly string[], string | undefined>({
    queryKey: [...LISTS_KEY, filter],
    queryFn: ({ pageParam }) =>
      api.get('/notifications', {
        query: {
          limit: 30,
          ...(pageParam ? { cursor: pageParam } : {}),
          ...(filter === 'mentions' ? { kinds: 'reply,mention,quote' } : {}),
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
  filter,
}: {
  list: ReturnType<typeof useNotificationList>;
  items: Notification[];
  filter: NotificationFilter;
}) {
  const { newIds } = use(NotificationVisit);
  const t = useTranslations('notifications');
  const end = useInfiniteScroll(list.hasNextPage && !list.isFetchingNextPage, list.fetchNextPage);
  if (list.isPending) return <Skeletons />;
  if (!list.data) return <QueryError query={list} title={t('failed')} />;
  if (items.length === 0) {
    const isAll = filter === 'all';
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
          <NotificationRow
            key={notification.id}
            notification={notification}
            isNew={!notification.isRead || newIds.has(notification.id)}
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
          <ListEnd text={t('end')} />
        )}
      </div>
    </>
  );
}

/** Loads more near the end of the list. */
function useInfiniteScroll(canLoadMore: boolean, loadMore: () => unknown) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = end.current;
    if (!element || !canLoadMore) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && loadMore(), {
      rootMargin: '1200px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [canLoadMore, loadMore]);
  return end;
}

/** The most that can be marked at once by id. */
const MAX_IDS = 100;

/**
 * Marks the notifications as read while the page is visible, first on the server, whose unread count is used. The list
 * of all marks older ones too. If it fails, the next refetch of the list tries again.
 */
function useMarkShown(items: readonly Notification[], filter: NotificationFilter, updatedAt: number) {
  const queries = useQueryClient();
  const { addNew } = use(NotificationVisit);
  const markShown = useEffectEvent(async () => {
    const unreadIds = items.filter(({ isRead }) => !isRead).map(({ id }) => id);
    const ids = unreadIds.slice(0, MAX_IDS);
    const [newest] = items;
    if (document.visibilityState !== 'visible' || ids.length === 0 || !newest) return;
    addNew(unreadIds);
    const isMarked = (id: string) => (filter === 'all' ? id <= newest.id : ids.includes(id));
    const body = filter === 'all' ? { upToId: newest.id } : { ids };
    const { unread } = await api.put('/notifications/read', { body });
    setUnread(queries, unread);
    queries.setQueriesData<InfiniteData<Page>>(
      { queryKey: LISTS_KEY },
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
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the items change with `updatedAt`
  useEffect(() => {
    const mark = () => void markShown().catch(() => undefined);
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [updatedAt]);
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
