'use client';

import { IconButton, LazyMenu } from '@chitlaq/ui';
import { ChevronDown } from 'lucide-react';
import { memo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { BlockedMessages } from './blocked-messages.tsx';
import { Bubble } from './bubble.tsx';
import { changesPart } from './changes-part.ts';
import { statusOf } from './conversations.ts';
import { useDayName, useNoticeText } from './message-texts.ts';
import type { Outbox } from './outbox.ts';
import type { Row } from './rows.ts';
import { ThreadListItem } from './thread-list-item.tsx';
import type { Conversation, Message } from './types.ts';
import type { MessageActions } from './use-message-actions.tsx';

const messageMenu = async () => (await import('./message-menu.tsx')).MessageMenu;

/** A row of a thread: a day, the unread divider, a notice, or a message. */
export const ThreadRow = memo(function ThreadRow({
  row,
  conversation,
  meId,
  outbox,
  actions,
  onJump,
  onDay,
}: {
  row: Row;
  conversation: Conversation;
  meId: string;
  outbox: Outbox | undefined;
  actions: MessageActions;
  onJump: (seq: number) => void;
  /** Called when the viewer presses a day to jump to another one. */
  onDay: (at: string) => void;
}) {
  const isGroup = conversation.type === 'group';
  switch (row.kind) {
    case 'day':
      return <DayDivider at={row.at} name={row.key} onDay={onDay} />;
    case 'unread':
      return <UnreadDivider count={row.count} />;
    case 'notice':
      return <NoticeRow message={row.message} meId={meId} />;
    case 'blocked':
      return <BlockedMessages messages={row.messages} />;
    case 'pending': {
      const changes = changesPart.loaded();
      return outbox && changes ? (
        <ThreadListItem data-key={row.key} className={row.isFirst ? 'mt-2' : 'mt-0.5'}>
          <changes.PendingBubble
            pending={row.pending}
            meId={meId}
            outbox={outbox}
            position={{ isOwn: true, isGroup, isFirst: row.isFirst, isLast: row.isLast }}
          />
        </ThreadListItem>
      ) : null;
    }
    case 'message':
      return (
        <SwipeableMessage
          row={row}
          onReply={() => {
            const { deletedAt, senderBlocked } = row.message;
            if (!deletedAt && !senderBlocked && !conversation.request) actions.reply(row.message);
          }}
        >
          <Bubble
            message={row.message}
            status={row.isOwn ? statusOf(row.message, conversation) : row.message.status}
            meId={meId}
            position={{ isOwn: row.isOwn, isGroup, isFirst: row.isFirst, isLast: row.isLast }}
            onJump={onJump}
            onReact={conversation.request || conversation.blocking ? undefined : actions.react}
            menu={conversation.request ? null : <MenuButton message={row.message} actions={actions} />}
          />
        </SwipeableMessage>
      );
  }
});

function MenuButton({ message, actions }: { message: Message; actions: MessageActions }) {
  const t = useTranslations('messaging');
  return (
    <LazyMenu
      load={messageMenu}
      menuProps={{ message, actions }}
      trigger={
        <IconButton
          label={t('menu.label')}
          tooltip={null}
          tone="muted"
          data-menu=""
          className="-mx-1 size-9 opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 aria-expanded:opacity-100"
        >
          <ChevronDown aria-hidden="true" />
        </IconButton>
      }
    />
  );
}

const SWIPE_PX = 56;
const LONG_PRESS_MS = 450;

/** Touch gestures of a message: a swipe to the right replies, a long press opens its menu. */
function SwipeableMessage({
  row,
  onReply,
  children,
}: {
  row: Extract<Row, { kind: 'message' }>;
  onReply: () => void;
  children: React.ReactNode;
}) {
  const start = useRef<{ x: number; y: number; distance: number } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const line = useRef<HTMLDivElement>(null);
  const end = () => {
    clearTimeout(timer.current);
    if (line.current) line.current.style.transform = '';
    const distance = start.current?.distance ?? 0;
    start.current = null;
    return distance;
  };
  return (
    <ThreadListItem
      ref={line}
      data-key={row.key}
      data-seq={row.message.seq}
      className={`pointer-coarse:select-none touch-pan-y rounded-card transition-colors duration-500 data-flash:bg-line ${row.isFirst ? 'mt-2' : 'mt-0.5'}`}
      onTouchStart={(event) => {
        const touch = event.touches[0];
        if (!touch || event.touches.length > 1) return;
        start.current = { x: touch.clientX, y: touch.clientY, distance: 0 };
        timer.current = setTimeout(() => {
          end();
          line.current?.querySelector<HTMLElement>('[data-menu]')?.click();
        }, LONG_PRESS_MS);
      }}
      onTouchMove={(event) => {
        const touch = event.touches[0];
        const from = start.current;
        if (!touch || !from || !line.current) return;
        const [dx, dy] = [touch.clientX - from.x, Math.abs(touch.clientY - from.y)];
        if (Math.abs(dx) > 8 || dy > 8) clearTimeout(timer.current);
        from.distance = dy > 30 ? 0 : Math.max(0, Math.min(SWIPE_PX + 16, dx));
        line.current.style.transform = from.distance > 8 ? `translateX(${from.distance}px)` : '';
      }}
      onTouchEnd={() => {
        if (end() >= SWIPE_PX) onReply();
      }}
      onTouchCancel={end}
    >
      {children}
    </ThreadListItem>
  );
}

function DayDivider({ at, name, onDay }: { at: string; name: string; onDay: (at: string) => void }) {
  const t = useTranslations('messaging.day');
  const day = useDayName()(at);
  return (
    <ThreadListItem data-key={name} className="my-3 flex justify-center">
      <button
        type="button"
        onClick={() => onDay(at)}
        aria-label={t('chooseOther', { day })}
        aria-haspopup="dialog"
        className="touch-44 rounded-full bg-wash px-3 py-0.5 text-muted text-sm hover:text-ink"
      >
        <time dateTime={at}>{day}</time>
      </button>
    </ThreadListItem>
  );
}

function UnreadDivider({ count }: { count: number }) {
  const t = useTranslations('messaging');
  return (
    <ThreadListItem data-key="unread" className="my-3 flex items-center gap-3 font-medium text-nar text-sm">
      <span aria-hidden="true" className="h-px flex-1 bg-nar" />
      {t('unreadCount', { count })}
      <span aria-hidden="true" className="h-px flex-1 bg-nar" />
    </ThreadListItem>
  );
}

function NoticeRow({ message, meId }: { message: Message; meId: string }) {
  const text = useNoticeText();
  return (
    <ThreadListItem
      data-key={message.id}
      data-seq={message.seq}
      className="my-2 text-balance px-6 text-center text-muted text-sm"
    >
      {text(message, meId)}
    </ThreadListItem>
  );
}
