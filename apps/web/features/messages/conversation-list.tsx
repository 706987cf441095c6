'use client';

import { Button, CountBadge, EmptyState, IconButton, Loading, PageHeader, Skeleton } from '@chitlaq/ui';
import { Archive, ArrowLeft, Inbox, MailQuestion, MessagesSquare, Settings, SquarePen } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { loadWithRetry } from '../../lib/load-with-retry.ts';
import { paths } from '../../lib/paths.ts';
import { Bell } from '../notifications/bell.tsx';
import { useMe } from '../session/session.ts';
import { ConversationRow } from './conversation-row.tsx';
import { useUnread } from './conversations.ts';
import { useDrafts } from './drafts.ts';
import { useConversations } from './folder-conversations.ts';
import { usePresence } from './presence.tsx';
import type { Folder } from './types.ts';

// Lazy: most visits read.
const NewMessage = lazy(async () => ({
  default: (await loadWithRetry(() => import('./new-message.tsx'))).NewMessage,
}));

/** The conversations of a folder, with links to the other folders and to a new conversation. */
export function ConversationList({ folder, currentId }: { folder: Folder; currentId: string | undefined }) {
  const t = useTranslations('messaging');
  const [isComposing, setIsComposing] = useState(false);
  const isInbox = folder === 'inbox';
  return (
    <>
      <PageHeader
        title={isInbox ? t('title') : t(`folders.${folder}`)}
        className="shrink-0 border-line border-b"
        back={
          isInbox ? null : (
            <IconButton asChild label={t('toInbox')}>
              <PrefetchLink href={paths.messages()}>
                <ArrowLeft aria-hidden="true" />
              </PrefetchLink>
            </IconButton>
          )
        }
        actions={
          isInbox ? (
            <>
              <IconButton asChild label={t('folders.archived')} tone="muted">
                <PrefetchLink href={paths.messages('archived')}>
                  <Archive aria-hidden="true" />
                </PrefetchLink>
              </IconButton>
              <IconButton asChild label={t('settings')} tone="muted">
                <PrefetchLink href={paths.settingsPage('messages')}>
                  <Settings aria-hidden="true" />
                </PrefetchLink>
              </IconButton>
              <IconButton label={t('new.title')} onClick={() => setIsComposing(true)}>
                <SquarePen aria-hidden="true" />
              </IconButton>
              <Bell />
            </>
          ) : null
        }
      />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {isInbox ? <RequestsLine /> : null}
        {folder === 'requests' ? (
          <p className="border-line border-b px-4 py-3 text-muted text-sm">{t('requestsLead')}</p>
        ) : null}
        <Rows folder={folder} currentId={currentId} onNew={() => setIsComposing(true)} />
      </div>
      {isComposing ? (
        <Suspense fallback={null}>
          <NewMessage onClose={() => setIsComposing(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function RequestsLine() {
  const t = useTranslations('messaging');
  const requests = useUnread().data?.requests ?? 0;
  if (requests === 0) return null;
  return (
    <PrefetchLink
      href={paths.messages('requests')}
      className="flex min-h-11 items-center gap-3 border-line border-b px-4 py-2 font-medium text-nar hover:bg-wash"
    >
      <MailQuestion aria-hidden="true" />
      <span className="flex-1">{t('pendingRequests', { count: requests })}</span>
      <CountBadge count={requests} label="" />
    </PrefetchLink>
  );
}

function Rows({
  folder,
  currentId,
  onNew,
}: {
  folder: Folder;
  currentId: string | undefined;
  onNew: () => void;
}) {
  const t = useTranslations('messaging');
  const me = useMe();
  const drafts = useDrafts(me?.user.id);
  const query = useConversations(folder);
  usePresence(query.items ?? []);
  return (
    <QueryList
      query={query}
      items={query.items}
      pending={<RowSkeletons />}
      failed={t('failed')}
      empty={<EmptyFolder folder={folder} onNew={onNew} />}
    >
      {(conversations) => (
        <>
          <ul aria-label={t(`folders.${folder}`)}>
            {conversations.map((conversation) => (
              <li key={conversation.id} className="border-line border-b">
                <ConversationRow
                  conversation={conversation}
                  meId={me?.user.id ?? ''}
                  isCurrent={conversation.id === currentId}
                  draft={conversation.id === currentId ? undefined : drafts[conversation.id]}
                />
              </li>
            ))}
          </ul>
          {query.hasNextPage ? (
            <div className="p-4 text-center">
              <Button
                variant="outline"
                pending={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {t('showOlder')}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </QueryList>
  );
}

function RowSkeletons() {
  const t = useTranslations('messaging');
  return (
    <Loading label={t('loading')}>
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className="flex items-center gap-3 px-4 py-3">
          <Skeleton shape="circle" />
          <div className="flex-1">
            <Skeleton className="w-2/5" />
            <Skeleton className="w-4/5" />
          </div>
        </div>
      ))}
    </Loading>
  );
}

const FOLDER_ICONS: Record<Folder, ReactNode> = {
  inbox: <MessagesSquare aria-hidden="true" />,
  requests: <Inbox aria-hidden="true" />,
  archived: <Archive aria-hidden="true" />,
};

function EmptyFolder({ folder, onNew }: { folder: Folder; onNew: () => void }) {
  const t = useTranslations('messaging');
  return (
    <EmptyState
      icon={FOLDER_ICONS[folder]}
      title={t(`empty.${folder}`)}
      action={
        folder === 'inbox' ? (
          <Button variant="primary" onClick={onNew}>
            {t('new.title')}
          </Button>
        ) : null
      }
    >
      {t(`emptyDetail.${folder}`)}
    </EmptyState>
  );
}
