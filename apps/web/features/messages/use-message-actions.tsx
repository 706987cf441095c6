'use client';

import { useProblemText } from '@chitlaq/react';
import { toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { loadWithRetry } from '../../lib/load-with-retry.ts';
import { changesPart } from './changes-part.ts';
import type { CommandContext } from './message-commands.ts';
import type { ComposerTarget, Conversation, DialogRequest, Message } from './types.ts';

// Lazy: rarely opened.
const MessageDialogs = lazy(async () => ({
  default: (await loadWithRetry(() => import('./message-dialogs.tsx'))).MessageDialogs,
}));

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
  const { type, role, blocking } = conversation;
  const isAdmin = type === 'direct' || role !== 'member';

  const context = useMemo<CommandContext>(
    () => ({ queries, meId, showError: (error) => toast({ message: problemText(error), tone: 'danger' }) }),
    [queries, meId, problemText],
  );
  const react = useCallback(
    (message: Message, emoji: string, isOn: boolean) =>
      void changesPart.load().then(({ reactTo }) => reactTo(context, message, emoji, isOn)),
    [context],
  );
  const pin = useCallback(
    async (message: Message) => {
      const { pinMessage } = await changesPart.load();
      if (await pinMessage(context, message)) toast({ message: t('menu.pinned'), tone: 'good' });
    },
    [context, t],
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
      pin: (message) => void pin(message),
      hideAgain: (message) =>
        void changesPart.load().then(({ hideBlocked }) => hideBlocked(queries, message)),
      openDialog: setDialogRequest,
    }),
    [type, isAdmin, blocking, meId, setComposerTarget, react, pin, queries],
  );

  const remove = async (kind: 'forMe' | 'forEveryone', message: Message) => {
    setIsPending(true);
    const { deleteMessage } = await changesPart.load();
    if (await deleteMessage(context, message, kind)) setDialogRequest(undefined);
    setIsPending(false);
  };
  const dialogs = dialogRequest ? (
    <Suspense fallback={null}>
      <MessageDialogs
        request={dialogRequest}
        meId={meId}
        isPending={isPending}
        onClose={() => setDialogRequest(undefined)}
        onDelete={(kind) => void remove(kind, dialogRequest.message)}
        onReact={(emoji) => react(dialogRequest.message, emoji, true)}
      />
    </Suspense>
  ) : null;
  return [actions, dialogs];
}
