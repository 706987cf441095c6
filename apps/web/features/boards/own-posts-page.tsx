'use client';

import { useProblemText, useServerNow } from '@chitlaq/react';
import { isolate } from '@chitlaq/text';
import { Badge, Button, EmptyState, IconButton, PageHeader, Prose, toast } from '@chitlaq/ui';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, Download, KeyRound, MessagesSquare, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
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
import { FIRST, loadAllOwnPosts, loadOwnPosts, type OwnPost } from './own-posts.ts';
import { searchOwnThreads } from './own-threads.ts';
import { useDeletePending } from './pending-deletions.ts';
import { OWN_POSTS_KEY } from './queries.ts';
import { ThreadSkeletons } from './thread-skeletons.tsx';
import { useDeleteBoardPost } from './use-delete-board-post.ts';
import { useClockTime, useRefusalText } from './use-refusal.ts';
import { useWriter, type Writer } from './use-writer.tsx';

// Lazy: few posts are hidden.
const AppealForm = lazy(async () => ({
  default: (await import('../../components/appeal-form.tsx')).AppealForm,
}));

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

function OwnPosts({ writer, secret }: { writer: Writer; secret: string }) {
  const t = useTranslations('boards');
  const isDeleting = useDeletePending();
  const query = useInfiniteQuery({
    // In memory alone. Another secret has another list.
    queryKey: [...OWN_POSTS_KEY, secret],
    queryFn: ({ pageParam }) => loadOwnPosts(writer.memberId, secret, pageParam),
    initialPageParam: FIRST,
    getNextPageParam: (page) => page.next,
  });
  const posts = query.data?.pages.flatMap(({ items }) => items).filter(({ id }) => !isDeleting(id));
  return (
    <>
      <div className="grid justify-items-start gap-3 p-4">
        <p className="text-pretty text-muted">{t('own.lead')}</p>
        <div className="flex flex-wrap gap-2">
          {posts && posts.length > 0 ? <DownloadAll memberId={writer.memberId} secret={secret} /> : null}
          <SearchAgain memberId={writer.memberId} secret={secret} onDone={() => query.refetch()} />
        </div>
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
      {state === 'deleted' ? (
        <p className="text-muted">{t('thread.isDeleted')}</p>
      ) : (
        <LinkedText text={text} lines={8} />
      )}
      {post.hiding ? <Hiding post={post} hiding={post.hiding} secret={writer.device?.secret} /> : null}
      <div className="-ml-3 flex flex-wrap gap-1">
        {waiting ? null : (
          <Button asChild size="sm" variant="quiet">
            <PrefetchLink href={boardPaths.thread(boardId, threadId, id)}>{t('own.open')}</PrefetchLink>
          </Button>
        )}
        {state === 'deleted' ? null : (
          <Button
            size="sm"
            variant="quiet"
            icon={<Trash2 aria-hidden="true" className="size-4" />}
            onClick={() => remove({ threadId, postId: id })}
          >
            {t('thread.delete')}
          </Button>
        )}
      </div>
    </article>
  );
}

/** Why moderators hid a post, what its author says against it, and what became of that. */
function Hiding({
  post: { id: postId, threadId, state },
  hiding: { reason, appeal, mayAppeal },
  secret,
}: {
  post: OwnPost;
  hiding: NonNullable<OwnPost['hiding']>;
  secret: string | undefined;
}) {
  const t = useTranslations('boards.own.hiding');
  const queries = useQueryClient();
  const clockTime = useClockTime();
  const now = useServerNow();
  const isWaiting = appeal !== null && new Date(appeal.appealedAt) > now;
  return (
    <div className="grid grid-cols-1 gap-3 rounded-control border border-line p-3">
      <div>
        <p className="font-medium">{t(state === 'hidden' ? 'title' : 'shownAgain')}</p>
        {reason === '' ? null : (
          <>
            <p className="text-muted text-sm">{t('reason')}</p>
            <Prose>{reason}</Prose>
          </>
        )}
      </div>
      {appeal ? (
        <div>
          <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
            {t('appeal')}
            <Badge tone={appeal.outcome === 'upheld' ? 'good' : 'plain'}>
              {appeal.outcome
                ? t(`outcome.${appeal.outcome}`)
                : isWaiting
                  ? t('sentAt', { time: clockTime(appeal.appealedAt) })
                  : t('outcome.open')}
            </Badge>
          </p>
          <Prose>{appeal.text}</Prose>
        </div>
      ) : null}
      {appeal?.answer ? (
        <div>
          <p className="text-muted text-sm">{t('answer')}</p>
          <Prose>{appeal.answer}</Prose>
        </div>
      ) : null}
      {mayAppeal && secret !== undefined ? (
        <Suspense fallback={null}>
          <AppealForm
            texts={{
              open: t('open'),
              label: t('label'),
              help: t('help'),
              send: t('send'),
              needed: t('needed'),
              cancel: t('cancel'),
            }}
            maxLength={1000}
            onSend={async (text) => {
              await api.put('/boards/threads/{threadId}/posts/{postId}/appeal', {
                path: { threadId, postId },
                body: { secret, text },
              });
              toast({ message: t('sent'), tone: 'good' });
              await queries.invalidateQueries({ queryKey: OWN_POSTS_KEY });
            }}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

/** Searches all threads: another device with the same code may have written in some. */
function SearchAgain({
  memberId,
  secret,
  onDone,
}: {
  memberId: string;
  secret: string;
  onDone: () => Promise<unknown>;
}) {
  const t = useTranslations('boards.own');
  const refusalText = useRefusalText();
  const [isPending, setIsPending] = useState(false);
  const search = async () => {
    setIsPending(true);
    try {
      await searchOwnThreads(memberId, secret);
      await onDone();
      toast({ message: t('searched') });
    } catch (error) {
      toast({ message: refusalText(error), tone: 'danger' });
    } finally {
      setIsPending(false);
    }
  };
  return (
    <Button size="sm" variant="quiet" pending={isPending} onClick={() => void search()}>
      {t('search')}
    </Button>
  );
}

/** Loads all pages, and saves them as a file. Nothing of it passes through the server's exports. */
function DownloadAll({ memberId, secret }: { memberId: string; secret: string }) {
  const t = useTranslations('boards.own');
  const locale = useLocale();
  const nameOf = useBoardName();
  const problemText = useProblemText();
  const [isPending, setIsPending] = useState(false);
  const download = async () => {
    setIsPending(true);
    try {
      const posts = await loadAllOwnPosts(memberId, secret);
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
