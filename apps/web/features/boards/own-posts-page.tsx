'use client';

import type { Schemas } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { isolate } from '@chitlaq/text';
import { Badge, Button, EmptyState, IconButton, PageHeader, toast } from '@chitlaq/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowLeft, Download, KeyRound, MessagesSquare, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { LinkedText } from '../../components/linked-text.tsx';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { api } from '../../lib/api.ts';
import { downloadText } from '../../lib/download-text.ts';
import { paths } from '../../lib/paths.ts';
import { BoardNameMark, useBoardName } from './board-name-mark.tsx';
import { boardPaths } from './board-paths.ts';
import { BoardsGate } from './boards-gate.tsx';
import { useDeletePending } from './pending-deletions.ts';
import { OWN_POSTS_KEY } from './queries.ts';
import { ThreadSkeletons } from './thread-skeletons.tsx';
import { useDeleteBoardPost } from './use-delete-board-post.ts';
import { useClockTime } from './use-refusal.ts';
import { useWriter, type Writer } from './use-writer.tsx';

type OwnPost = Schemas['OwnBoardPost'];

/** What the member wrote on boards, as their device finds it with the secret. */
export function OwnBoardPostsPage() {
  const t = useTranslations('boards');
  const writer = useWriter();
  return (
    <>
      <PageHeader
        title={t('own.title')}
        sticky
        back={
          <IconButton asChild label={t('back')}>
            <PrefetchLink href={paths.boards}>
              <ArrowLeft aria-hidden="true" />
            </PrefetchLink>
          </IconButton>
        }
      />
      <BoardsGate>
        {writer.device ? (
          <OwnPosts writer={writer} secret={writer.device.secret} />
        ) : (
          <EmptyState
            icon={<KeyRound aria-hidden="true" />}
            title={t('own.noSecret')}
            action={
              <Button variant="primary" onClick={() => void writer.ensure()}>
                {t('own.enter')}
              </Button>
            }
          >
            {t('own.noSecretDetail')}
          </EmptyState>
        )}
      </BoardsGate>
      {writer.dialog}
    </>
  );
}

const load = (secret: string, cursor: string | undefined) =>
  api.post('/boards/own-posts', { body: { secret, ...(cursor === undefined ? {} : { cursor }) } });

function OwnPosts({ writer, secret }: { writer: Writer; secret: string }) {
  const t = useTranslations('boards');
  const isDeleting = useDeletePending();
  const query = useInfiniteQuery({
    // In memory alone. Another secret has another list.
    queryKey: [...OWN_POSTS_KEY, secret],
    queryFn: ({ pageParam }) => load(secret, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const posts = query.data?.pages.flatMap(({ items }) => items).filter(({ id }) => !isDeleting(id));
  return (
    <>
      <div className="grid justify-items-start gap-3 p-4">
        <p className="text-pretty text-muted">{t('own.lead')}</p>
        {posts && posts.length > 0 ? <DownloadAll secret={secret} /> : null}
      </div>
      <QueryList
        query={query}
        items={posts}
        pending={<ThreadSkeletons />}
        failed={t('failed')}
        empty={
          <EmptyState icon={<MessagesSquare aria-hidden="true" />} title={t('own.empty')}>
            {t('own.emptyDetail')}
          </EmptyState>
        }
      >
        {(items) => (
          <>
            <ul aria-label={t('own.title')} className="border-line border-t">
              {items.map((post) => (
                <li key={post.id}>
                  <OwnPostCard post={post} writer={writer} />
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
    </>
  );
}

function OwnPostCard({ post, writer }: { post: OwnPost; writer: Writer }) {
  const t = useTranslations('boards');
  const nameOf = useBoardName();
  const clockTime = useClockTime();
  const remove = useDeleteBoardPost(writer.memberId, writer.device?.secret);
  const { id, threadId, boardId, threadTitle, name, text, state, publishedAt, waiting } = post;
  return (
    <article
      data-post={id}
      tabIndex={-1}
      aria-label={t('own.in', { title: threadTitle ?? t('threads.gone') })}
      className={`grid gap-1 border-line border-b px-4 py-3 focus:bg-wash ${waiting ? 'bg-wash' : ''}`}
    >
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        {name ? (
          <>
            <BoardNameMark name={name} size={24} />
            <span className="font-medium">{nameOf(name)}</span>
          </>
        ) : null}
        <span className="min-w-0 break-words text-muted">
          {t('own.in', { title: isolate(threadTitle ?? t('threads.gone')) })}
        </span>
        {waiting ? (
          <Badge tone="info">{t('own.waiting', { time: clockTime(publishedAt) })}</Badge>
        ) : (
          <span className="ml-auto text-muted">
            <RelativeTime at={publishedAt} />
          </span>
        )}
      </p>
      {state === 'visible' ? (
        <LinkedText text={text} lines={8} />
      ) : (
        <p className="text-muted">{t(state === 'deleted' ? 'thread.isDeleted' : 'thread.isHidden')}</p>
      )}
      <div className="-ml-3 flex flex-wrap gap-1">
        {waiting ? null : (
          <Button asChild size="sm" variant="quiet">
            <PrefetchLink href={boardPaths.thread(boardId, threadId, id)}>{t('own.open')}</PrefetchLink>
          </Button>
        )}
        {state === 'visible' ? (
          <Button
            size="sm"
            variant="quiet"
            icon={<Trash2 aria-hidden="true" className="size-4" />}
            onClick={() => remove({ threadId, postId: id })}
          >
            {t('thread.delete')}
          </Button>
        ) : null}
      </div>
    </article>
  );
}

/** Loads all pages, and saves them as a file. Nothing of it passes through the server's exports. */
function DownloadAll({ secret }: { secret: string }) {
  const t = useTranslations('boards.own');
  const locale = useLocale();
  const nameOf = useBoardName();
  const problemText = useProblemText();
  const [isPending, setIsPending] = useState(false);
  const download = async () => {
    setIsPending(true);
    try {
      const posts: OwnPost[] = [];
      let cursor: string | undefined;
      do {
        const page = await load(secret, cursor);
        posts.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      const rows = posts.map(({ name, ...post }) => ({ ...post, name: name ? nameOf(name) : null }));
      const day = new Date().toISOString().slice(0, 10);
      downloadText(
        `chitlaq-boards-${day}.json`,
        `${JSON.stringify({ language: locale, posts: rows }, null, 2)}\n`,
        'application/json',
      );
      toast({ message: t('downloaded', { count: posts.length }) });
    } catch (error) {
      toast({ message: problemText(error), tone: 'danger' });
    } finally {
      setIsPending(false);
    }
  };
  return (
    <Button
      size="sm"
      pending={isPending}
      icon={<Download aria-hidden="true" className="size-4" />}
      onClick={() => void download()}
    >
      {t('download')}
    </Button>
  );
}
