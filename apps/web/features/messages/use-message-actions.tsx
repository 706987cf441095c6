'use client';

import { serverNow } from '@chitlaq/client';
import { ConfirmDialog, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useProblemText } from '../../lib/problems.ts';
import { changeConversation, withMessage } from './conversations.ts';
import { hideBlocked, takeMessage, threadKey } from './news.ts';
import type { Thread } from './thread-state.ts';
import type { About, Conversation, Message } from './types.ts';

// Apart: few who read open these.
const ForwardDialog = lazy(async () => ({ default: (await import('./forward-dialog.tsx')).ForwardDialog }));
const ReportDialog = lazy(async () => ({
  default: (await import('../feed/report-dialog.tsx')).ReportDialog,
}));
const EmojiDialog = lazy(async () => ({ default: (await import('./emoji-dialog.tsx')).EmojiDialog }));

type Asked = { kind: 'forEveryone' | 'forMe' | 'forward' | 'emoji' | 'report'; message: Message };

/** What can be done with a message of the open conversation. */
export interface MessageActions {
  isGroup: boolean;
  /** Whether the reader may pin, and delete what others wrote in a group. */
  isAdmin: boolean;
  /** The reader blocks the other one of two: nothing they do would reach them. */
  isBlocking: boolean;
  meId: string;
  reply: (message: Message) => void;
  edit: (message: Message) => void;
  react: (message: Message, emoji: string, on: boolean) => void;
  pin: (message: Message) => void;
  /** Folds what somebody whom one blocks wrote, and one had asked to see. */
  fold: (message: Message) => void;
  ask: (asked: Asked) => void;
}

export function useMessageActions(
  conversation: Conversation,
  meId: string,
  setAbout: (about: About) => void,
): [MessageActions, ReactNode] {
  const t = useTranslations('messaging');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked>();
  const [isPending, setIsPending] = useState(false);
  const { id, type, role, blocking } = conversation;
  const isAdmin = type === 'direct' || role !== 'member';

  const fail = useCallback(
    (error: unknown) => toast({ message: problemText(error), tone: 'danger' }),
    [problemText],
  );
  const react = useCallback(
    (message: Message, emoji: string, on: boolean) => {
      takeMessage(queries, withReaction(message, emoji, meId, on), meId);
      const path = { id: message.id, emoji };
      const work = on
        ? api.put('/messages/{id}/reactions/{emoji}', { path })
        : api.delete('/messages/{id}/reactions/{emoji}', { path });
      work.then(
        (now) => takeMessage(queries, now, meId),
        (error) => {
          takeMessage(queries, message, meId);
          fail(error);
        },
      );
    },
    [queries, meId, fail],
  );
  const pin = useCallback(
    (message: Message) => {
      api.put('/messages/{id}/pin', { path: { id: message.id } }).then((pins) => {
        queries.setQueryData(['conversations', 'pins', id], pins);
        toast({ message: t('menu.pinned'), tone: 'good' });
      }, fail);
    },
    [queries, id, t, fail],
  );
  const actions = useMemo<MessageActions>(
    () => ({
      isGroup: type === 'group',
      isAdmin,
      isBlocking: blocking,
      meId,
      reply: (message) => setAbout({ kind: 'reply', message }),
      edit: (message) => setAbout({ kind: 'edit', message }),
      react,
      pin,
      fold: (message) => hideBlocked(queries, message),
      ask: setAsked,
    }),
    [type, isAdmin, blocking, meId, setAbout, react, pin, queries],
  );

  const remove = async ({ kind, message }: Asked) => {
    setIsPending(true);
    try {
      await api.delete('/messages/{id}', {
        path: { id: message.id },
        query: { for: kind === 'forMe' ? 'me' : 'everyone' },
      });
      const gone =
        kind === 'forMe'
          ? { ...message, withheld: true, fromBlocked: false, content: '' }
          : {
              ...message,
              content: '',
              media: [],
              reactions: [],
              deletedAt: new Date(serverNow()).toISOString(),
            };
      queries.setQueryData<Thread>(
        threadKey(id),
        (thread) =>
          thread && { ...thread, items: thread.items.map((item) => (item.id === message.id ? gone : item)) },
      );
      changeConversation(queries, id, (held) => withMessage(held, gone, meId));
      setAsked(undefined);
    } catch (error) {
      fail(error);
    } finally {
      setIsPending(false);
    }
  };
  const close = () => setAsked(undefined);
  const isDeleting = asked?.kind === 'forMe' || asked?.kind === 'forEveryone';
  const dialogs = (
    <Suspense fallback={null}>
      {isDeleting ? (
        <ConfirmDialog
          open
          danger
          pending={isPending}
          onOpenChange={(isOpen) => {
            if (!isOpen) close();
          }}
          title={t(`remove.${asked.kind}`)}
          description={t(`remove.${asked.kind}Detail`)}
          confirmLabel={t('remove.confirm')}
          cancelLabel={t('remove.cancel')}
          onConfirm={() => void remove(asked)}
        />
      ) : null}
      {asked?.kind === 'forward' ? (
        <ForwardDialog message={asked.message} meId={meId} onClose={close} />
      ) : null}
      {asked?.kind === 'report' ? (
        <ReportDialog subject={{ type: 'message', id: asked.message.id }} onClose={close} />
      ) : null}
      {asked?.kind === 'emoji' ? (
        <EmojiDialog
          onClose={close}
          onChoose={(emoji) => {
            react(asked.message, emoji, true);
            close();
          }}
        />
      ) : null}
    </Suspense>
  );
  return [actions, dialogs];
}

/** Changes the text of a message; shown at once, and taken back when the server says no. */
export function useEditMessage(meId: string) {
  const problemText = useProblemText();
  const queries = useQueryClient();
  return useCallback(
    async (message: Message, content: string) => {
      takeMessage(
        queries,
        { ...message, content, entities: [], editedAt: new Date(serverNow()).toISOString() },
        meId,
      );
      try {
        takeMessage(
          queries,
          await api.patch('/messages/{id}', { path: { id: message.id }, body: { content } }),
          meId,
        );
      } catch (error) {
        takeMessage(queries, message, meId);
        toast({ message: problemText(error), tone: 'danger' });
      }
    },
    [problemText, queries, meId],
  );
}

/** A message with somebody's reaction added or taken away. */
export function withReaction(message: Message, emoji: string, memberId: string, on: boolean): Message {
  const others = message.reactions.flatMap((reaction) => {
    if (reaction.emoji !== emoji) return reaction;
    const userIds = reaction.userIds.filter((id) => id !== memberId);
    const count = reaction.count - (reaction.userIds.length - userIds.length);
    return on
      ? { ...reaction, userIds: [...userIds, memberId], count: count + 1 }
      : count > 0
        ? { ...reaction, userIds, count }
        : [];
  });
  const isNew = on && !message.reactions.some((reaction) => reaction.emoji === emoji);
  return {
    ...message,
    reactions: isNew ? [...others, { emoji, count: 1, userIds: [memberId] }] : others,
  };
}
