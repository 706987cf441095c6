'use client';

import { useServerNow } from '@chitlaq/react';
import { Badge, Button, EmptyState, IconButton, Loading, PageHeader, Skeleton } from '@chitlaq/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowLeft, Megaphone } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { LinkedText } from '../../components/linked-text.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { api } from '../../lib/api.ts';
import { AnnouncementLink } from './announcement-link.tsx';
import { type Announcement, textIn } from './announcements.ts';

/** What the campus announces and has announced, newest first, dismissed ones as well. */
export function AnnouncementsPage() {
  const t = useTranslations('announcements');
  const router = useRouter();
  const query = useInfiniteQuery({
    queryKey: ['announcements'],
    queryFn: ({ pageParam }) => api.get('/announcements', { query: pageParam ? { cursor: pageParam } : {} }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  return (
    <>
      <PageHeader
        title={t('title')}
        sticky
        back={
          <IconButton label={t('back')} onClick={() => router.back()}>
            <ArrowLeft aria-hidden="true" />
          </IconButton>
        }
      />
      <div className="p-4">
        <QueryList
          query={query}
          items={query.data?.pages.flatMap(({ items }) => items)}
          pending={
            <Loading label={t('loading')}>
              <Skeleton className="h-40" />
            </Loading>
          }
          failed={t('failed')}
          empty={
            <EmptyState icon={<Megaphone aria-hidden="true" />} title={t('empty')}>
              {t('emptyDetail')}
            </EmptyState>
          }
        >
          {(announcements) => (
            <>
              <ul className="grid grid-cols-1 gap-4" aria-label={t('title')}>
                {announcements.map((announcement) => (
                  <li key={announcement.id}>
                    <AnnouncementCard announcement={announcement} />
                  </li>
                ))}
              </ul>
              {query.hasNextPage ? (
                <div className="p-6 text-center">
                  <Button pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                    {t('more')}
                  </Button>
                </div>
              ) : null}
            </>
          )}
        </QueryList>
      </div>
    </>
  );
}

function AnnouncementCard({ announcement }: { announcement: Announcement }) {
  const t = useTranslations('announcements');
  const locale = useLocale();
  const format = useFormatter();
  const now = useServerNow();
  const { title, text, lang } = textIn(announcement, locale);
  const { startsAt, endsAt, level } = announcement;
  const day = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium' });
  const isLive = new Date(endsAt) > now;
  return (
    <article className="grid grid-cols-1 gap-2 rounded-card border border-line p-4">
      <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
        {isLive ? <Badge tone="good">{t('live')}</Badge> : null}
        {level === 'important' ? <Badge tone="warn">{t('important')}</Badge> : null}
        <span>{t('period', { from: day(startsAt), to: day(endsAt) })}</span>
      </p>
      <div lang={lang}>
        <h2 dir="auto" className="break-words font-medium">
          {title}
        </h2>
        {text ? <LinkedText text={text} lines={10} /> : null}
      </div>
      {announcement.link === null ? null : (
        <p>
          <AnnouncementLink announcement={announcement}>{t('link')}</AnnouncementLink>
        </p>
      )}
    </article>
  );
}
