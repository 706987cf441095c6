'use client';

import { serverNow } from '@chitlaq/client';
import { isolate } from '@chitlaq/text';
import { Banner, Button, IconButton } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { CornerUpLeft, Pencil, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { loadWithRetry } from '../../lib/load-with-retry.ts';
import { paths } from '../../lib/paths.ts';
import { useMemberActions } from '../members/member-actions.ts';
import { FileTools, useChosenFiles } from './chosen-files.tsx';
import { Composer, type ComposerHandle } from './composer.tsx';
import { cacheConversation, refreshFolders, refreshUnread } from './conversation-changes.ts';
import { draftVersionOf } from './draft-sync.ts';
import { useConversationTitle, useMessageSummary } from './message-texts.ts';
import type { Outbox } from './outbox.ts';
import { isEditable } from './thread-state.ts';
import type { ComposerTarget, Conversation, Message } from './types.ts';
import { useEditMessage } from './use-message-actions.tsx';

// Lazy: few messages carry files.
const ChosenFiles = lazy(async () => ({
  default: (await loadWithRetry(() => import('./chosen-files-list.tsx'))).ChosenFiles,
}));

/** The composer of a thread, or the reason why the viewer cannot write. */
export function ThreadFooter({
  conversation,
  meId,
  target,
  onTarget,
  outbox,
  lastOwnMessage,
  onSent,
}: {
  conversation: Conversation;
  meId: string;
  target: ComposerTarget;
  onTarget: (target: ComposerTarget) => void;
  outbox: Outbox | undefined;
  /** The viewer's last message, which arrow up edits. */
  lastOwnMessage: Message | undefined;
  onSent: () => void;
}) {
  const t = useTranslations('messaging');
  const { unblock } = useMemberActions();
  const queries = useQueryClient();
  const composerRef = useRef<ComposerHandle>(null);
  const edit = useEditMessage(meId);
  const files = useChosenFiles();
  const [other] = conversation.participants;
  const isDesktop = typeof window !== 'undefined' && window.matchMedia('(min-width: 68.75rem)').matches;
  useEffect(() => {
    if (isDesktop) composerRef.current?.focus();
  }, [isDesktop]);
  useEffect(() => {
    if (target?.kind === 'reply') composerRef.current?.focus();
  }, [target]);

  if (conversation.request) return <RequestPrompt conversation={conversation} />;
  if (conversation.blocking && other)
    return (
      <ClosedNotice
        action={
          <Button
            size="sm"
            onClick={() =>
              void unblock(other).then(() =>
                api
                  .get('/conversations/{id}', { path: { id: conversation.id } })
                  .then((updated) => cacheConversation(queries, updated)),
              )
            }
          >
            {t('unblock')}
          </Button>
        }
      >
        {t('youBlocked')}
      </ClosedNotice>
    );
  if (conversation.type === 'direct' && (!other || other.isInactive))
    return <ClosedNotice>{t('formerMemberDetail')}</ClosedNotice>;
  if (conversation.type === 'group' && conversation.whoWrites === 'admins' && conversation.role === 'member')
    return <ClosedNotice>{t('onlyAdmins')}</ClosedNotice>;

  const send = (content: string) => {
    if (target?.kind === 'edit') {
      onTarget(undefined);
      if (content !== target.message.content) void edit(target.message, content);
      return;
    }
    const media = files.takeMedia();
    const groups = media.length === 0 ? [[]] : files.groupByMessage(media);
    for (const [index, group] of groups.entries()) {
      outbox?.add({
        clientId: crypto.randomUUID(),
        conversationId: conversation.id,
        type: group[0]?.kind ?? 'text',
        content: index === 0 ? content : '',
        draftVersion: draftVersionOf(meId, conversation.id),
        media: group,
        replyTo: index === 0 && target?.kind === 'reply' ? toQuote(target.message) : null,
        createdAt: new Date(serverNow()).toISOString(),
      });
    }
    onSent();
  };
  return (
    <Composer
      conversationId={conversation.id}
      isGroup={conversation.type === 'group'}
      meId={meId}
      handleRef={composerRef}
      hasFiles={files.areReady}
      isUploading={files.areUploading}
      editing={
        target?.kind === 'edit' ? { id: target.message.id, content: target.message.content } : undefined
      }
      onSend={send}
      onEditLast={() => {
        if (lastOwnMessage && isEditable(lastOwnMessage)) onTarget({ kind: 'edit', message: lastOwnMessage });
      }}
      onFiles={files.add}
      header={
        <>
          {target ? (
            <ComposerTargetBar target={target} meId={meId} onClose={() => onTarget(undefined)} />
          ) : null}
          {conversation.awaitsAcceptance && other ? (
            <p className="px-3 text-muted text-sm">
              {t('request.sent', { name: isolate(other.displayName) })}
            </p>
          ) : null}
          {files.files.length > 0 ? (
            <Suspense fallback={null}>
              <ChosenFiles files={files} />
            </Suspense>
          ) : null}
        </>
      }
      tools={
        target?.kind === 'edit' || conversation.awaitsAcceptance ? null : (
          <FileTools
            files={files}
            onVoice={(media) => {
              outbox?.add({
                clientId: crypto.randomUUID(),
                conversationId: conversation.id,
                type: 'audio',
                content: '',
                // Keep the draft in the field.
                draftVersion: 0,
                media: [media],
                replyTo: target?.kind === 'reply' ? toQuote(target.message) : null,
                createdAt: new Date(serverNow()).toISOString(),
              });
              onSent();
            }}
          />
        )
      }
    />
  );
}

const toQuote = ({
  id,
  seq,
  senderId,
  sender,
  type,
  content,
  expiresAt,
}: Message): NonNullable<Message['replyTo']> => ({
  id,
  seq,
  senderId,
  senderBlocked: false,
  senderName: sender?.displayName ?? null,
  type,
  excerpt: content.slice(0, 120),
  expiresAt,
});

function ComposerTargetBar({
  target,
  meId,
  onClose,
}: {
  target: NonNullable<ComposerTarget>;
  meId: string;
  onClose: () => void;
}) {
  const t = useTranslations('messaging');
  const summarize = useMessageSummary();
  const isReply = target.kind === 'reply';
  const Icon = isReply ? CornerUpLeft : Pencil;
  const { message } = target;
  const quotedName =
    message.senderId === meId ? t('you') : (message.sender?.displayName ?? t('formerMember'));
  return (
    <div className="flex items-center gap-3 px-3 text-sm">
      <Icon aria-hidden="true" className="size-4 text-nar" />
      <p className="min-w-0 flex-1 border-nar border-l-2 pl-2">
        <span className="block truncate font-medium">
          <bdi>{isReply ? quotedName : t('editing')}</bdi>
        </span>
        <span className="block truncate text-muted">
          <bdi>{summarize(message)}</bdi>
        </span>
      </p>
      <IconButton label={isReply ? t('cancelReply') : t('cancelEdit')} tone="muted" onClick={onClose}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}

function ClosedNotice({ action, children }: { action?: ReactNode; children: ReactNode }) {
  return (
    <div
      data-uncovered=""
      className="shrink-0 border-line border-t p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]"
    >
      <Banner tone="info" action={action}>
        {children}
      </Banner>
    </div>
  );
}

/** Shown for a message request: who sent it, and the buttons to accept, decline or block. */
function RequestPrompt({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('messaging.request');
  const queries = useQueryClient();
  const router = useRouter();
  const { block } = useMemberActions();
  const title = useConversationTitle()(conversation);
  const path = { id: conversation.id };
  const [other] = conversation.participants;
  const accept = async () => {
    cacheConversation(queries, await api.put('/conversations/{id}/accept', { path }));
    await refreshFolders(queries);
    refreshUnread(queries);
  };
  const leave = async () => {
    await refreshFolders(queries);
    refreshUnread(queries);
    router.push(paths.messages('requests'));
  };
  const decline = async () => {
    await api.delete('/conversations/{id}', { path });
    await leave();
  };
  const isGroup = conversation.type === 'group';
  return (
    <section
      data-uncovered=""
      aria-label={t('label')}
      className="grid shrink-0 gap-3 border-line border-t p-4 pb-[max(1rem,env(safe-area-inset-bottom))]"
    >
      <div>
        <p className="font-medium">
          {isGroup ? t('group', { name: isolate(title.name) }) : t('direct', { name: isolate(title.name) })}
        </p>
        <p className="text-muted text-sm">{isGroup ? t('groupDetail') : t('detail')}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => void accept()}>
          {isGroup ? t('join') : t('accept')}
        </Button>
        <Button onClick={() => void decline()}>{t('decline')}</Button>
        {!isGroup && other ? (
          <Button variant="danger" onClick={() => void block(other).then(leave)}>
            {t('block')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}
