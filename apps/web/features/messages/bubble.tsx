'use client';

import { Avatar } from '@chitlaq/ui';
import { Ban, CornerUpRight } from 'lucide-react';
import { lazy, memo, type ReactNode, Suspense } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { LinkPreview } from '../../components/link-preview.tsx';
import { MemberName } from '../../components/member-name.tsx';
import { PostText } from '../../components/post-text.tsx';

import { MessageFiles } from './message-files.tsx';
import { useMessageSummary } from './message-texts.ts';
import { linkedPostId } from './post-link.ts';
import { ReactionChips } from './reaction-chips.tsx';
import { Ticks } from './ticks.tsx';
import type { Message } from './types.ts';

// Lazy: few messages share a post.
const LinkedPost = lazy(async () => ({ default: (await import('./linked-post.tsx')).LinkedPost }));

/** Longer messages are folded. */
const MAX_LINES = 24;

export const TIME_FORMAT = { hour: '2-digit', minute: '2-digit' } as const;

/** The position of a message in its run. */
export interface BubblePosition {
  isOwn: boolean;
  isGroup: boolean;
  isFirst: boolean;
  isLast: boolean;
}

/** One message with its menu. */
export const Bubble = memo(function Bubble({
  message,
  status,
  position,
  meId,
  menu,
  onJump,
  onReact,
}: {
  message: Message;
  status: Message['status'];
  position: BubblePosition;
  meId: string;
  menu: ReactNode;
  onJump: (seq: number) => void;
  onReact: ((message: Message, emoji: string, on: boolean) => void) | undefined;
}) {
  const t = useTranslations('messaging');
  const format = useFormatter();
  const { isOwn, isLast } = position;
  return (
    <BubbleFrame
      position={position}
      sender={message.sender}
      menu={menu}
      footer={
        <>
          {message.reactions.length > 0 ? (
            <ReactionChips message={message} meId={meId} isOwn={isOwn} onReact={onReact} />
          ) : null}
          {isLast || message.editedAt ? (
            <p className={`flex items-center gap-1 px-1 text-muted text-sm ${isOwn ? 'justify-end' : ''}`}>
              {message.editedAt && !message.deletedAt ? <span>{t('edited')} ·</span> : null}
              <time dateTime={message.createdAt} className="tabular-nums">
                {format.dateTime(new Date(message.createdAt), TIME_FORMAT)}
              </time>
              {isOwn && !message.deletedAt ? <Ticks status={status} /> : null}
            </p>
          ) : null}
        </>
      }
    >
      {message.deletedAt ? (
        <p className="flex items-center gap-2 text-muted">
          <Ban aria-hidden="true" className="size-4 shrink-0" />
          {isOwn ? t('deletedByYou') : t('deleted')}
        </p>
      ) : (
        <>
          {message.forwarded ? (
            <p className="flex items-center gap-1 text-muted text-sm">
              <CornerUpRight aria-hidden="true" className="size-3.5 shrink-0" />
              {t('forwarded')}
            </p>
          ) : null}
          {message.replyTo ? <Quote quoted={message.replyTo} meId={meId} onJump={onJump} /> : null}
          <MessageFiles message={message} />
          {message.content ? (
            <PostText content={message.content} entities={message.entities} lines={MAX_LINES} />
          ) : null}
          <LinkCard message={message} />
        </>
      )}
    </BubbleFrame>
  );
});

/** The post that a message shares, or the preview of another link. */
function LinkCard({ message: { entities, preview } }: { message: Message }) {
  const postId = linkedPostId(entities, window.location.origin);
  const card = preview ? <LinkPreview preview={preview} /> : null;
  if (!postId) return card;
  return (
    <Suspense fallback={<span className="mt-2 block h-24" />}>
      <LinkedPost id={postId} fallback={card} />
    </Suspense>
  );
}

/** What all bubbles have. */
export function BubbleFrame({
  position: { isOwn, isGroup, isFirst, isLast },
  sender,
  menu,
  footer,
  children,
}: {
  position: BubblePosition;
  sender: Message['sender'];
  menu: ReactNode;
  footer: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations('messaging');
  const corner = isOwn
    ? `${isFirst ? '' : 'rounded-tr-[4px]'} ${isLast ? '' : 'rounded-br-[4px]'}`
    : `${isFirst ? '' : 'rounded-tl-[4px]'} ${isLast ? '' : 'rounded-bl-[4px]'}`;
  const name = sender?.displayName ?? t('formerMember');
  return (
    <div className={`group flex items-end gap-2 ${isOwn ? 'flex-row-reverse' : ''}`}>
      {isGroup && !isOwn ? (
        <span className="w-8 shrink-0 self-end">
          {isLast ? (
            <Avatar name={name} seed={sender?.id ?? 'former-member'} src={sender?.avatarUrl} size={32} />
          ) : null}
        </span>
      ) : null}
      <div
        className={`grid min-w-0 max-w-[min(82%,32rem)] ${isOwn ? 'justify-items-end' : 'justify-items-start'}`}
      >
        {isGroup && !isOwn && isFirst ? (
          <p className="px-3 font-medium text-muted text-sm">
            <MemberName member={{ displayName: name, official: sender?.official }} />
          </p>
        ) : null}
        <div className={`flex min-w-0 max-w-full items-center gap-1 ${isOwn ? 'flex-row-reverse' : ''}`}>
          <div
            data-bubble=""
            className={`min-w-0 rounded-card px-3 py-2 ${corner} ${isOwn ? 'bg-nar-soft' : 'border border-line bg-surface'}`}
          >
            <span className="sr-only">{isOwn ? t('youPrefix') : t('senderPrefix', { name })}</span>
            {children}
          </div>
          {menu}
        </div>
        {footer}
      </div>
    </div>
  );
}

/** The quoted message. A press scrolls to it. */
export function Quote({
  quoted,
  meId,
  onJump,
}: {
  quoted: NonNullable<Message['replyTo']>;
  meId: string;
  onJump: (seq: number) => void;
}) {
  const t = useTranslations('messaging');
  const summarize = useMessageSummary();
  const { seq, senderId, senderName, type, excerpt, senderBlocked } = quoted;
  if (senderBlocked && !excerpt)
    return (
      <p className="mb-1 rounded-[4px] border-line border-l-2 bg-wash px-2 py-1 text-muted text-sm">
        {t('blocked.quoted')}
      </p>
    );
  return (
    <button
      type="button"
      aria-label={t('toOriginal')}
      onClick={() => onJump(seq)}
      className="mb-1 block w-full min-w-0 rounded-[4px] border-nar border-l-2 bg-wash px-2 py-1 text-left text-sm"
    >
      <span className="block truncate font-medium">
        <bdi>{senderId === meId ? t('you') : (senderName ?? t('formerMember'))}</bdi>
      </span>
      <span className="block truncate text-muted">
        <bdi>{summarize({ type, content: excerpt }) || t('deleted')}</bdi>
      </span>
    </button>
  );
}
