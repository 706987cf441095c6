'use client';

import { serverNow } from '@chitlaq/client';
import { Avatar, CountBadge } from '@chitlaq/ui';
import { AtSign, BellOff, Pin } from 'lucide-react';
import { useFormatter, useTranslations } from 'use-intl';
import { AppLink } from '../../components/app-link.tsx';
import { MemberName } from '../../components/member-name.tsx';
import { paths } from '../../lib/paths.ts';
import { statusOf } from './conversations.ts';
import {
  useConversationTitle,
  useDayName,
  useLocalDay,
  useMessageSummary,
  useNoticeText,
} from './message-texts.ts';
import { PresenceDot, useTypingText } from './presence.tsx';
import { Ticks } from './ticks.tsx';
import type { Conversation } from './types.ts';

/** One conversation of the list: title, last message, time and unread count. */
export function ConversationRow({
  conversation,
  meId,
  isCurrent,
  draft,
}: {
  conversation: Conversation;
  meId: string;
  isCurrent: boolean;
  draft: string | undefined;
}) {
  const t = useTranslations('messaging');
  const title = useConversationTitle()(conversation);
  const { lastMessage, unreadCount, markedUnread } = conversation;
  const isUnread = unreadCount > 0 || markedUnread;
  const [other] = conversation.participants;
  return (
    <AppLink
      href={paths.conversation(conversation.id)}
      data-conversation=""
      aria-current={isCurrent ? 'page' : undefined}
      className={`flex items-center gap-3 px-4 py-3 -outline-offset-2 ${isCurrent ? 'bg-nar-soft' : 'hover:bg-wash'}`}
    >
      <span className="relative shrink-0">
        <Avatar name={title.name} seed={title.seed} src={title.src} size={40} />
        {conversation.type === 'direct' && other ? <PresenceDot memberId={other.id} /> : null}
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span
            title={title.name}
            className={`min-w-0 flex-1 truncate ${isUnread ? 'font-bold' : 'font-medium'}`}
          >
            <MemberName member={{ displayName: title.name, official: title.official }} />
          </span>
          {lastMessage ? <RowTime at={lastMessage.createdAt} /> : null}
        </span>
        <span className="flex items-center gap-1.5">
          <span
            className={`flex min-w-0 flex-1 items-center gap-1 text-sm ${isUnread ? 'text-ink' : 'text-muted'}`}
          >
            <LastMessage conversation={conversation} meId={meId} draft={draft} />
          </span>
          {conversation.mentioned ? (
            <AtSign aria-label={t('mentioned')} role="img" className="size-4 text-nar" />
          ) : null}
          {conversation.muted ? (
            <BellOff aria-label={t('muted')} role="img" className="size-4 text-muted" />
          ) : null}
          {conversation.pinned ? (
            <Pin aria-label={t('pinned')} role="img" className="size-4 text-muted" />
          ) : null}
          {unreadCount > 0 ? (
            <CountBadge
              count={unreadCount}
              label={t('unreadCount', { count: unreadCount })}
              className={conversation.muted ? 'bg-wash text-ink' : ''}
            />
          ) : markedUnread ? (
            <span className="size-2.5 rounded-full bg-nar">
              <span className="sr-only">{t('markedUnread')}</span>
            </span>
          ) : null}
        </span>
      </span>
    </AppLink>
  );
}

function LastMessage({
  conversation,
  meId,
  draft,
}: {
  conversation: Conversation;
  meId: string;
  draft: string | undefined;
}) {
  const t = useTranslations('messaging');
  const summarize = useMessageSummary();
  const noticeText = useNoticeText();
  const typingText = useTypingText(conversation);
  const { lastMessage, type } = conversation;
  if (typingText) return <span className="truncate text-nar">{typingText}</span>;
  if (draft)
    return (
      <span className="truncate">
        <span className="text-nar">{t('draft')}</span> <bdi>{draft}</bdi>
      </span>
    );
  if (!lastMessage) return <span className="truncate">{t('noMessages')}</span>;
  if (lastMessage.type === 'notice') return <span className="truncate">{noticeText(lastMessage, meId)}</span>;
  const isOwn = lastMessage.senderId === meId;
  const senderName = isOwn
    ? type === 'group'
      ? t('you')
      : undefined
    : type === 'group'
      ? lastMessage.sender?.displayName
      : undefined;
  return (
    <>
      {isOwn && !lastMessage.deletedAt ? <Ticks status={statusOf(lastMessage, conversation)} /> : null}
      <span className="truncate">
        {senderName ? (
          <>
            <bdi>{senderName}</bdi>:{' '}
          </>
        ) : null}
        <bdi>{conversation.hasHiddenWord ? t('request.hiddenWord') : summarize(lastMessage)}</bdi>
      </span>
    </>
  );
}

function RowTime({ at }: { at: string }) {
  const format = useFormatter();
  const localDay = useLocalDay();
  const dayName = useDayName();
  const isToday = localDay(at) === localDay(serverNow());
  return (
    <time dateTime={at} className="tabular-nums shrink-0 text-muted text-sm">
      {isToday ? format.dateTime(new Date(at), { hour: '2-digit', minute: '2-digit' }) : dayName(at, true)}
    </time>
  );
}
