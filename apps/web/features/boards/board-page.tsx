'use client';

import { Button, EmptyState, IconButton, PageHeader } from '@chitlaq/ui';
import { ArrowLeft, Clock, MessagesSquare, Plus } from 'lucide-react';
import { useParams } from 'next/navigation';
import { lazy, Suspense, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { ListEnd } from '../../components/list-end.tsx';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { SubjectError } from '../../components/subject-error.tsx';
import { paths } from '../../lib/paths.ts';
import { useMe } from '../session/session.ts';
import { BoardNameMark, useBoardName } from './board-name-mark.tsx';
import { boardPaths } from './board-paths.ts';
import { BoardsGate } from './boards-gate.tsx';
import { useDeviceSecret } from './device-secret.ts';
import {
  type Board,
  type BoardThread,
  useBoard,
  useBoards,
  useForgetPublished,
  useThreads,
} from './queries.ts';
import { ThreadSkeletons } from './thread-skeletons.tsx';
import { useClockTime } from './use-refusal.ts';
import { useWaitingPosts, type WaitingPost } from './waiting-posts.ts';
import { useWritingRefusal, WritingNotice } from './writing-notice.tsx';

// Lazy: most people read.
const NewThreadSheet = lazy(async () => ({
  default: (await import('./new-thread-sheet.tsx')).NewThreadSheet,
}));

/** The threads of one board. */
export function BoardPage() {
  const t = useTranslations('boards');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const { id } = useParams<{ id: string }>();
  const query = useBoard(id);
  const { data: boards } = useBoards();
  const refusal = useWritingRefusal(boards);
  const [isWriting, setIsWriting] = useState(false);
  const board = query.data;
  return (
    <>
      <PageHeader
        title={board?.title[locale] ?? t('title')}
        sticky
        back={
          <IconButton asChild label={t('back')}>
            <PrefetchLink href={paths.boards}>
              <ArrowLeft aria-hidden="true" />
            </PrefetchLink>
          </IconButton>
        }
        actions={
          board && !board.isArchived ? (
            <Button
              size="sm"
              variant="primary"
              data-compose=""
              disabledReason={refusal}
              icon={<Plus aria-hidden="true" className="size-4.5" />}
              onClick={() => setIsWriting(true)}
            >
              {t('threads.new')}
            </Button>
          ) : undefined
        }
      />
      <BoardsGate>
        {board ? (
          <Threads board={board} onWrite={() => setIsWriting(true)} />
        ) : query.error ? (
          <SubjectError
            query={query}
            failed={t('failed')}
            icon={<MessagesSquare aria-hidden="true" />}
            title={t('threads.notFound')}
            detail={t('threads.notFoundDetail')}
            link={{ href: paths.boards, label: t('threads.toBoards') }}
          />
        ) : (
          <ThreadSkeletons />
        )}
      </BoardsGate>
      {board && isWriting ? (
        <Suspense fallback={null}>
          <NewThreadSheet board={board} onClose={() => setIsWriting(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function Threads({ board, onWrite }: { board: Board; onWrite: () => void }) {
  const t = useTranslations('boards');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const memberId = useMe()?.user.id ?? '';
  const device = useDeviceSecret(memberId);
  const { data: boards } = useBoards();
  const refusal = useWritingRefusal(boards);
  const waiting = useWaitingPosts(memberId).filter(
    ({ boardId, title }) => boardId === board.id && title !== null,
  );
  const query = useThreads(board.id, waiting);
  const threads = query.data?.pages.flatMap(({ items }) => items);
  useForgetPublished(
    memberId,
    waiting,
    ({ threadId }) => threads?.some(({ id }) => id === threadId) ?? false,
  );
  const description = board.description[locale];
  return (
    <>
      <div className="grid gap-3 p-4 empty:hidden">
        {description ? (
          <p dir="auto" className="user-text break-words text-muted">
            {description}
          </p>
        ) : null}
        {board.isArchived ? (
          <p className="text-muted">{t('thread.archived')}</p>
        ) : (
          <WritingNotice device={device} />
        )}
      </div>
      <QueryList
        query={query}
        items={threads && [...waiting, ...threads]}
        pending={<ThreadSkeletons />}
        failed={t('failed')}
        empty={
          <EmptyState
            icon={<MessagesSquare aria-hidden="true" />}
            title={t('threads.empty')}
            action={
              board.isArchived || refusal ? undefined : (
                <Button variant="primary" onClick={onWrite}>
                  {t('threads.new')}
                </Button>
              )
            }
          >
            {board.isArchived ? null : t('threads.emptyDetail')}
          </EmptyState>
        }
      >
        {() => (
          <>
            <ul aria-label={board.title[locale]} className="border-line border-t">
              {waiting.map((post) => (
                <li key={post.postId}>
                  <WaitingThread post={post} />
                </li>
              ))}
              {threads?.map((thread) => (
                <li key={thread.id}>
                  <ThreadRow thread={thread} />
                </li>
              ))}
            </ul>
            <div className="p-6 text-center text-muted text-sm">
              {query.hasNextPage ? (
                <Button pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {t('more')}
                </Button>
              ) : (
                <ListEnd text={t('threads.end')} />
              )}
            </div>
          </>
        )}
      </QueryList>
    </>
  );
}

function ThreadRow({ thread }: { thread: BoardThread }) {
  const t = useTranslations('boards.threads');
  const nameOf = useBoardName();
  const { id, boardId, title, name, postCount, activeAt } = thread;
  return (
    <PrefetchLink
      href={boardPaths.thread(boardId, id)}
      data-conversation=""
      className="flex gap-3 border-line border-b px-4 py-3 hover:bg-wash/60"
    >
      <BoardNameMark name={name} />
      <span className="min-w-0 flex-1">
        {title === null ? (
          <span className="block text-muted italic">{t('gone')}</span>
        ) : (
          <span dir="auto" className="user-text block break-words font-medium">
            {title}
          </span>
        )}
        <span className="flex flex-wrap gap-x-1.5 text-muted text-sm">
          <span>{t('by', { name: nameOf(name) })}</span>
          <span>· {t('posts', { count: postCount })}</span>
          <span>
            · <RelativeTime at={activeAt} />
          </span>
        </span>
      </span>
    </PrefetchLink>
  );
}

function WaitingThread({ post }: { post: WaitingPost }) {
  const t = useTranslations('boards.threads');
  const clockTime = useClockTime();
  return (
    <div className="flex gap-3 border-line border-b bg-wash px-4 py-3">
      <span className="grid size-10 shrink-0 place-items-center rounded-full border border-edge border-dashed text-muted">
        <Clock aria-hidden="true" className="size-5" />
      </span>
      <span className="min-w-0 flex-1">
        <span dir="auto" className="user-text block break-words font-medium">
          {post.title}
        </span>
        <span className="block text-muted text-sm">
          {t('waiting', { time: clockTime(post.publishedAt) })}
        </span>
      </span>
    </div>
  );
}
