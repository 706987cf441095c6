'use client';

import { Badge, Button, IconButton, LazyMenu } from '@chitlaq/ui';
import { Clock, CornerLeftUp, Ellipsis, MessageCircle, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { LinkedText } from '../../components/linked-text.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { BoardNameMark, useBoardName } from './board-name-mark.tsx';
import { boardPaths } from './board-paths.ts';
import { setNameHidden } from './hidden-names.ts';
import type { BoardPost } from './queries.ts';
import { showPost } from './show-post.ts';
import { useDeleteBoardPost } from './use-delete-board-post.ts';
import { useClockTime } from './use-refusal.ts';
import type { Writer } from './use-writer.tsx';
import type { WaitingPost } from './waiting-posts.ts';

/** Longer posts are folded. */
const MAX_LINES = 16;

const loadMenu = async () => (await import('./board-post-menu.tsx')).BoardPostMenu;

/** One post of a thread, under the name of its author there. */
export function BoardPostCard(props: {
  post: BoardPost;
  boardId: string;
  threadId: string;
  /** Undefined if it replies to none, or that is not loaded. */
  repliedTo: BoardPost | undefined;
  isOwn: boolean;
  isNameHidden: boolean;
  writer: Writer;
  /** Undefined if the member may not reply. */
  onReply: ((post: BoardPost) => void) | undefined;
}) {
  const { post, boardId, threadId, repliedTo, isOwn, isNameHidden, writer, onReply } = props;
  const t = useTranslations('boards.thread');
  const nameOf = useBoardName();
  const [isShown, setIsShown] = useState(false);
  const name = nameOf(post.name);
  const link = boardPaths.thread(boardId, threadId, post.id);
  const isCollapsed = isNameHidden && !isShown && !isOwn;
  const frame = {
    id: post.id,
    'data-post': post.id,
    tabIndex: -1,
    'aria-label': t('postBy', { name }),
    className: 'scroll-mt-20 border-line border-b px-4 py-3 outline-none focus:bg-wash target:bg-wash',
  };
  if (isCollapsed)
    return (
      <article {...frame} className={`${frame.className} flex flex-wrap items-center gap-3 text-muted`}>
        <span className="min-w-0 flex-1">{t('nameHidden', { name })}</span>
        <Button size="sm" onClick={() => setIsShown(true)}>
          {t('showPost')}
        </Button>
        <Button size="sm" onClick={() => setNameHidden(writer.memberId, threadId, post.tag, false)}>
          {t('showName', { name })}
        </Button>
      </article>
    );
  return (
    <article {...frame}>
      <div className="flex gap-3">
        <BoardNameMark name={post.name} />
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
            <span className="break-words font-medium">{name}</span>
            {isOwn ? <Badge tone="info">{t('you')}</Badge> : null}
            {post.isStarter ? <Badge>{t('starter')}</Badge> : null}
            <a href={link} className="ml-auto text-muted text-sm hover:underline">
              <RelativeTime at={post.publishedAt} />
            </a>
          </div>
          {post.replyToId === null ? null : (
            <a
              href={`#${post.replyToId}`}
              className="link inline-flex min-h-6 items-center gap-1 text-sm"
              onClick={() => showPost(post.replyToId ?? '')}
            >
              <CornerLeftUp aria-hidden="true" className="size-4" />
              {repliedTo ? t('toReplied', { name: nameOf(repliedTo.name) }) : t('toRepliedUnknown')}
            </a>
          )}
          {post.state === 'visible' ? (
            <div className="mt-0.5">
              <LinkedText text={post.text} lines={MAX_LINES} />
            </div>
          ) : (
            <p className="mt-1 rounded-control bg-wash px-3 py-2 text-muted">
              {t(post.state === 'deleted' ? 'isDeleted' : 'isHidden')}
            </p>
          )}
          {post.state === 'visible' ? (
            <div className="-mb-2 -ml-2.5 flex items-center">
              {onReply ? (
                <IconButton
                  label={t('replyTo', { name })}
                  tone="muted"
                  data-action="reply"
                  onClick={() => onReply(post)}
                >
                  <MessageCircle aria-hidden="true" />
                </IconButton>
              ) : null}
              <LazyMenu
                load={loadMenu}
                menuProps={{ post, name, link, threadId, isOwn, isNameHidden, writer }}
                trigger={
                  <IconButton label={t('more')} tone="muted">
                    <Ellipsis aria-hidden="true" />
                  </IconButton>
                }
              />
            </div>
          ) : null}
        </div>
      </div>
    </article>
  );
}

/** A post of the member that waits for its batch, in its place. */
export function WaitingPostCard({
  post,
  name,
  writer,
}: {
  post: WaitingPost;
  /** Of the member in this thread; undefined if they have not written there yet. */
  name: BoardPost['name'] | undefined;
  writer: Writer;
}) {
  const t = useTranslations('boards.thread');
  const nameOf = useBoardName();
  const clockTime = useClockTime();
  const remove = useDeleteBoardPost(writer.memberId, writer.device?.secret);
  return (
    <article
      data-post={post.postId}
      tabIndex={-1}
      aria-label={t('postBy', { name: name ? nameOf(name) : t('you') })}
      className="flex gap-3 border-line border-b bg-wash px-4 py-3"
    >
      {name ? (
        <BoardNameMark name={name} />
      ) : (
        <span className="size-10 shrink-0 rounded-full border border-edge border-dashed" />
      )}
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2">
          {name ? <span className="font-medium">{nameOf(name)}</span> : null}
          <Badge tone="info">{t('you')}</Badge>
        </div>
        <LinkedText text={post.text} lines={MAX_LINES} />
        <p className="mt-2 flex items-center gap-1.5 text-muted text-sm">
          <Clock aria-hidden="true" className="size-4 shrink-0" />
          {t('waiting', { time: clockTime(post.publishedAt) })}
        </p>
        {writer.device ? (
          <Button
            size="sm"
            variant="quiet"
            className="-ml-3 text-muted"
            icon={<Trash2 aria-hidden="true" className="size-4" />}
            onClick={() => remove({ threadId: post.threadId, postId: post.postId })}
          >
            {t('delete')}
          </Button>
        ) : null}
      </div>
    </article>
  );
}
