'use client';

import { Button, EmptyState, IconButton, PageHeader, toast } from '@chitlaq/ui';
import { ArrowLeft, MessagesSquare } from 'lucide-react';
import { useParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { QueryList } from '../../components/query-list.tsx';
import { SubjectError } from '../../components/subject-error.tsx';
import { boardPaths } from './board-paths.ts';
import { BoardPostCard, WaitingPostCard } from './board-post.tsx';
import { BoardsGate } from './boards-gate.tsx';
import { useOwnTag } from './device-secret.ts';
import { useHiddenNames } from './hidden-names.ts';
import { useDeletePending } from './pending-deletions.ts';
import { type BoardPost, useBoards, useForgetPublished, usePosts, useThread } from './queries.ts';
import { ReplyForm } from './reply-form.tsx';
import { showPost } from './show-post.ts';
import { ThreadSkeletons } from './thread-skeletons.tsx';
import { useWriter } from './use-writer.tsx';
import { useWaitingPosts } from './waiting-posts.ts';
import { useWritingRefusal, WritingNotice } from './writing-notice.tsx';

/** More pages are not loaded to find the post of a link. */
const MAX_PAGES_TO_SEARCH = 20;

/** One thread of a board, with its posts and a place to reply. */
export function BoardThreadPage() {
  const t = useTranslations('boards');
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const { id: boardId, threadId } = useParams<{ id: string; threadId: string }>();
  const writer = useWriter();
  const ownWaiting = useWaitingPosts(writer.memberId).filter((post) => post.threadId === threadId);
  const query = useThread(threadId);
  const thread = query.data;
  const title = thread?.title ?? ownWaiting.find((post) => post.title !== null)?.title;
  return (
    <>
      <PageHeader
        title={title ?? t('thread.removedTitle')}
        detail={thread?.board.title[locale]}
        sticky
        back={
          <IconButton asChild label={t('back')}>
            <PrefetchLink href={boardPaths.board(boardId)}>
              <ArrowLeft aria-hidden="true" />
            </PrefetchLink>
          </IconButton>
        }
      />
      <BoardsGate>
        {thread ? (
          <Posts
            boardId={boardId}
            threadId={threadId}
            isArchived={thread.board.isArchived}
            writer={writer}
            waiting={ownWaiting}
          />
        ) : query.error ? (
          <SubjectError
            query={query}
            failed={t('failed')}
            icon={<MessagesSquare aria-hidden="true" />}
            title={t('thread.notFound')}
            detail={t('thread.notFoundDetail')}
            link={{ href: boardPaths.board(boardId), label: t('threads.toBoards') }}
          />
        ) : (
          <ThreadSkeletons />
        )}
      </BoardsGate>
      {writer.dialog}
    </>
  );
}

function Posts({
  boardId,
  threadId,
  isArchived,
  writer,
  waiting,
}: {
  boardId: string;
  threadId: string;
  isArchived: boolean;
  writer: ReturnType<typeof useWriter>;
  waiting: ReturnType<typeof useWaitingPosts>;
}) {
  const t = useTranslations('boards');
  const { data: boards } = useBoards();
  const refusal = useWritingRefusal(boards);
  const ownTag = useOwnTag(writer.device?.secret, writer.memberId, threadId);
  const isHidden = useHiddenNames(writer.memberId, threadId);
  const isDeleting = useDeletePending();
  const query = usePosts(threadId, waiting);
  const posts = query.data?.pages.flatMap(({ items }) => items);
  const known = new Map(posts?.map((post) => [post.id, post]));
  useForgetPublished(writer.memberId, waiting, ({ postId }) => known.has(postId));
  useLinkedPost(query, posts);
  const [replyTo, setReplyTo] = useState<BoardPost>();
  const field = useRef<HTMLTextAreaElement>(null);
  const reply = (post: BoardPost) => {
    setReplyTo(post);
    field.current?.focus();
    field.current?.scrollIntoView({ block: 'center' });
  };
  const mayWrite = !isArchived && refusal === undefined;
  const shownWaiting = waiting.filter(({ postId }) => !known.has(postId) && !isDeleting(postId));
  return (
    <>
      <QueryList
        query={query}
        items={posts}
        pending={<ThreadSkeletons />}
        failed={t('failed')}
        empty={<EmptyState icon={<MessagesSquare aria-hidden="true" />} title={t('thread.empty')} />}
      >
        {() => (
          <section aria-label={t('thread.posts')}>
            {posts
              ?.filter(({ id }) => !isDeleting(id))
              .map((post) => (
                <BoardPostCard
                  key={post.id}
                  post={post}
                  boardId={boardId}
                  threadId={threadId}
                  repliedTo={post.replyToId === null ? undefined : known.get(post.replyToId)}
                  isOwn={ownTag !== undefined && ownTag === post.tag}
                  isNameHidden={isHidden(post.tag)}
                  writer={writer}
                  onReply={mayWrite ? reply : undefined}
                />
              ))}
          </section>
        )}
      </QueryList>
      {query.hasNextPage ? (
        <div className="p-6 text-center">
          <Button pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      ) : null}
      {shownWaiting.map((post) => (
        <WaitingPostCard
          key={post.postId}
          post={post}
          name={posts?.find(({ tag }) => tag === ownTag)?.name}
          writer={writer}
        />
      ))}
      <div className="grid gap-3 p-4">
        {isArchived ? (
          <p className="text-muted">{t('thread.archived')}</p>
        ) : (
          <>
            <WritingNotice device={writer.device} />
            {mayWrite ? (
              <ReplyForm
                key={writer.memberId}
                fieldRef={field}
                boardId={boardId}
                threadId={threadId}
                writer={writer}
                replyTo={replyTo}
                batchMinutes={boards?.batchMinutes ?? 10}
                onReplyTo={setReplyTo}
              />
            ) : null}
          </>
        )}
      </div>
    </>
  );
}

const linkedId = (): string => window.location.hash.slice(1);

/** Shows the post that the address names, and loads up to it. */
function useLinkedPost(
  query: Pick<ReturnType<typeof usePosts>, 'data' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>,
  posts: readonly BoardPost[] | undefined,
): void {
  const t = useTranslations('boards.thread');
  const isDone = useRef(false);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const pageCount = query.data?.pages.length ?? 0;
  useEffect(() => {
    const id = linkedId();
    if (isDone.current || !posts || isFetchingNextPage) return;
    if (id === '') {
      isDone.current = true;
      return;
    }
    if (posts.some((post) => post.id === id)) {
      isDone.current = true;
      showPost(id);
    } else if (hasNextPage && pageCount < MAX_PAGES_TO_SEARCH) void fetchNextPage();
    else {
      isDone.current = true;
      toast({ message: t('postNotFound') });
    }
  }, [posts, hasNextPage, isFetchingNextPage, fetchNextPage, pageCount, t]);
}
