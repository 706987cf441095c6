'use client';

import { serverNow } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { loadWithRetry } from '../../lib/load-with-retry.ts';
import { updateConversation, withMessage } from './conversation-changes.ts';
import { applyMessage, hideBlocked } from './message-cache.ts';
import { threadKey } from './message-ranges.ts';
import type { Thread } from './thread-state.ts';
import type { ComposerTarget, Conversation, Message } from './types.ts';

// Lazy: rarely opened.
const DeleteDialog = lazy(async () => ({
  default: (await loadWithRetry(() => import('./delete-dialog.tsx'))).DeleteDialog,
}));
const ForwardDialog = lazy(async () => ({ default: (await import('./forward-dialog.tsx')).ForwardDialog }));
const ReportDialog = lazy(async () => ({
  default: (await import('../feed/report-dialog.tsx')).ReportDialog,
}));
const ReactionSheet = lazy(async () => ({
  default: (await import('../emoji/emoji-popup.tsx')).ReactionSheet,
}));

type DialogRequest = { kind: 'forEveryone' | 'forMe' | 'forward' | 'emoji' | 'report'; message: Message };

/** The actions on messages of the open conversation. */
export interface MessageActions {
  isGroup: boolean;
  /** Whether the viewer may pin, and delete messages of others in a group. */
  isAdmin: boolean;
  /** The viewer blocks the other participant of a direct conversation: no action would reach them. */
  isBlocking: boolean;
  meId: string;
  reply: (message: Message) => void;
  edit: (message: Message) => void;
  react: (message: Message, emoji: string, isOn: boolean) => void;
  pin: (message: Message) => void;
  /** Hides a message of a blocked member again. */
  hideAgain: (message: Message) => void;
  openDialog: (dialogRequest: DialogRequest) => void;
}

export function useMessageActions(
  conversation: Conversation,
  meId: string,
  setComposerTarget: (about: ComposerTarget) => void,
): [MessageActions, ReactNode] {
  const t = useTranslations('messaging');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const [dialogRequest, setDialogRequest] = useState<DialogRequest>();
  const [isPending, setIsPending] = useState(false);
  const { id, type, role, blocking } = conversation;
  const isAdmin = type === 'direct' || role !== 'member';

  const showError = useCallback(
    (error: unknown) => toast({ message: problemText(error), tone: 'danger' }),
    [problemText],
  );
  const react = useCallback(
    (message: Message, emoji: string, isOn: boolean) => {
      applyMessage(queries, withReaction(message, emoji, meId, isOn), meId);
      const path = { id: message.id, emoji };
      const work = isOn
        ? api.put('/messages/{id}/reactions/{emoji}', { path })
        : api.delete('/messages/{id}/reactions/{emoji}', { path });
      work.then(
        (updated) => applyMessage(queries, updated, meId),
        (error) => {
          applyMessage(queries, message, meId);
          showError(error);
        },
      );
    },
    [queries, meId, showError],
  );
  const pin = useCallback(
    (message: Message) => {
      api.put('/messages/{id}/pin', { path: { id: message.id } }).then((pins) => {
        queries.setQueryData(['conversations', 'pins', id], pins);
        toast({ message: t('menu.pinned'), tone: 'good' });
      }, showError);
    },
    [queries, id, t, showError],
  );
  const actions = useMemo<MessageActions>(
    () => ({
      isGroup: type === 'group',
      isAdmin,
      isBlocking: blocking,
      meId,
      reply: (message) => setComposerTarget({ kind: 'reply', message }),
      edit: (message) => setComposerTarget({ kind: 'edit', message }),
      react,
      pin,
      hideAgain: (message) => hideBlocked(queries, message),
      openDialog: setDialogRequest,
    }),
    [type, isAdmin, blocking, meId, setComposerTarget, react, pin, queries],
  );

  const remove = async ({ kind, message }: DialogRequest) => {
    setIsPending(true);
    try {
      await api.delete('/messages/{id}', {
        path: { id: message.id },
        query: { for: kind === 'forMe' ? 'me' : 'everyone' },
      });
      const deletedMessage =
        kind === 'forMe'
          ? { ...message, redacted: true, senderBlocked: false, content: '' }
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
          thread && {
            ...thread,
            items: thread.items.map((item) => (item.id === message.id ? deletedMessage : item)),
          },
      );
      updateConversation(queries, id, (current) => withMessage(current, deletedMessage, meId));
      setDialogRequest(undefined);
    } catch (error) {
      showError(error);
    } finally {
      setIsPending(false);
    }
  };
  const close = () => setDialogRequest(undefined);
  const deletionKind =
    dialogRequest?.kind === 'forMe' || dialogRequest?.kind === 'forEveryone' ? dialogRequest.kind : undefined;
  const dialogs = (
    <Suspense fallback={null}>
      {dialogRequest && deletionKind ? (
        <DeleteDialog
          kind={deletionKind}
          pending={isPending}
          onClose={close}
          onConfirm={() => void remove(dialogRequest)}
        />
      ) : null}
      {dialogRequest?.kind === 'forward' ? (
        <ForwardDialog message={dialogRequest.message} meId={meId} onClose={close} />
      ) : null}
      {dialogRequest?.kind === 'report' ? (
        <ReportDialog subject={{ type: 'message', id: dialogRequest.message.id }} onClose={close} />
      ) : null}
      {dialogRequest?.kind === 'emoji' ? (
        <ReactionSheet
          onClose={close}
          onChoose={(emoji) => {
            react(dialogRequest.message, emoji, true);
            close();
          }}
        />
      ) : null}
    </Suspense>
  );
  return [actions, dialogs];
}

/** Edits a message. Updates the cache at once and restores it if the server refuses. */
export function useEditMessage(meId: string) {
  const problemText = useProblemText();
  const queries = useQueryClient();
  return useCallback(
    async (message: Message, content: string) => {
      applyMessage(
        queries,
        { ...message, content, entities: [], editedAt: new Date(serverNow()).toISOString() },
        meId,
      );
      try {
        applyMessage(
          queries,
          await api.patch('/messages/{id}', { path: { id: message.id }, body: { content } }),
          meId,
        );
      } catch (error) {
        applyMessage(queries, message, meId);
        toast({ message: problemText(error), tone: 'danger' });
      }
    },
    [problemText, queries, meId],
  );
}

/** The message with a member's reaction added or removed. */
export function withReaction(message: Message, emoji: string, memberId: string, isOn: boolean): Message {
  const others = message.reactions.flatMap((reaction) => {
    if (reaction.emoji !== emoji) return reaction;
    const userIds = reaction.userIds.filter((id) => id !== memberId);
    const count = reaction.count - (reaction.userIds.length - userIds.length);
    return isOn
      ? { ...reaction, userIds: [...userIds, memberId], count: count + 1 }
      : count > 0
        ? { ...reaction, userIds, count }
        : [];
  });
  const isNew = isOn && !message.reactions.some((reaction) => reaction.emoji === emoji);
  return {
    ...message,
    reactions: isNew ? [...others, { emoji, count: 1, userIds: [memberId] }] : others,
  };
}
