'use client';

import { Badge, EmptyState, IconButton, Loading, PageHeader, Skeleton } from '@chitlaq/ui';
import { KeyRound, MessagesSquare, Settings } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../session/session.ts';
import { boardPaths } from './board-paths.ts';
import { BoardsGate } from './boards-gate.tsx';
import { useDeviceSecret } from './device-secret.ts';
import { KeptPanel } from './kept-panel.tsx';
import { type Board, useBoards } from './queries.ts';
import { WritingNotice } from './writing-notice.tsx';

/** All boards, and how their names are kept. */
export function BoardsPage() {
  const t = useTranslations('boards');
  const me = useMe();
  const { data } = useBoards();
  const isHolder = data?.keys.some(({ member }) => member?.id === me?.user.id) ?? false;
  return (
    <>
      <PageHeader
        title={t('title')}
        sticky
        actions={
          <>
            {isHolder ? (
              <IconButton asChild label={t('yourKey')}>
                <PrefetchLink href={boardPaths.holder}>
                  <KeyRound aria-hidden="true" />
                </PrefetchLink>
              </IconButton>
            ) : null}
            <IconButton asChild label={t('ownPosts')}>
              <PrefetchLink href={boardPaths.ownPosts}>
                <MessagesSquare aria-hidden="true" />
              </PrefetchLink>
            </IconButton>
            <IconButton asChild label={t('settings')}>
              <PrefetchLink href={paths.settingsPage('boards')}>
                <Settings aria-hidden="true" />
              </PrefetchLink>
            </IconButton>
          </>
        }
      />
      <div className="grid grid-cols-1 gap-4 p-4">
        <p className="text-pretty text-muted">{t('lead')}</p>
        <BoardsGate>
          <Boards />
        </BoardsGate>
      </div>
    </>
  );
}

function Boards() {
  const t = useTranslations('boards');
  const { data } = useBoards();
  const device = useDeviceSecret(useMe()?.user.id ?? '');
  if (!data)
    return (
      <Loading label={t('loading')}>
        <div className="grid gap-4">
          <Skeleton className="h-16 rounded-card" />
          <Skeleton className="h-24 rounded-card" />
          <Skeleton className="h-24 rounded-card" />
        </div>
      </Loading>
    );
  return (
    <>
      <WritingNotice device={device} />
      <KeptPanel boards={data} />
      {data.items.length === 0 ? (
        <EmptyState icon={<MessagesSquare aria-hidden="true" />} title={t('empty')}>
          {t('emptyDetail')}
        </EmptyState>
      ) : (
        <ul className="grid grid-cols-1 gap-3" aria-label={t('title')}>
          {data.items.map((board) => (
            <li key={board.id}>
              <BoardCard board={board} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function BoardCard({ board }: { board: Board }) {
  const t = useTranslations('boards');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const { id, title, description, universityId, isArchived, threadCount, activeAt } = board;
  return (
    <PrefetchLink
      href={boardPaths.board(id)}
      data-conversation=""
      className="grid grid-cols-1 gap-1 rounded-card border border-line p-4 hover:bg-wash"
    >
      <span dir="auto" className="user-text break-words font-medium text-lg">
        {title[locale]}
      </span>
      {description[locale] ? (
        <span dir="auto" className="user-text break-words text-muted">
          {description[locale]}
        </span>
      ) : null}
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted text-sm">
        {isArchived ? <Badge>{t('archived')}</Badge> : null}
        {universityId ? <Badge>{t('ownUniversity')}</Badge> : null}
        <span>{t('threadCount', { count: threadCount })}</span>
        {activeAt === null ? null : (
          <span>· {t.rich('active', { when: () => <RelativeTime at={activeAt} /> })}</span>
        )}
      </span>
    </PrefetchLink>
  );
}
