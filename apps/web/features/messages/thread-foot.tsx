'use client';

import { serverNow } from '@chitlaq/client';
import { isolate } from '@chitlaq/text';
import { Banner, Button, IconButton } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { CornerUpLeft, Pencil, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useMemberActions } from '../profiles/member-actions.ts';
import { ChosenFiles, FileTools, useChosenFiles } from './chosen-files.tsx';
import { Composer, type ComposerHandle } from './composer.tsx';
import { putConversation, refreshFolders, refreshUnread } from './conversations.ts';
import { draftVersionOf } from './draft-sync.ts';
import type { Outbox } from './outbox.ts';
import { isEditable } from './thread-state.ts';
import type { About, Conversation, Message } from './types.ts';
import { useEditMessage } from './use-message-actions.tsx';
import { useGist, useTitle } from './words.ts';

/** The foot of a thread: where one writes, or why one cannot. */
export function ThreadFoot({
  conversation,
  meId,
  about,
  onAbout,
  outbox,
  lastOwn,
  onSent,
}: {
  conversation: Conversation;
  meId: string;
  about: About;
  onAbout: (about: About) => void;
  outbox: Outbox | undefined;
  /** The last message of one's own, which arrow up edits. */
  lastOwn: Message | undefined;
  onSent: () => void;
}) {
  const t = useTranslations('messaging');
  const { unblock } = useMemberActions();
  const queries = useQueryClient();
  const handle = useRef<ComposerHandle>(null);
  const edit = useEditMessage(meId);
  const files = useChosenFiles();
  const [other] = conversation.participants;
  const isDesk = typeof window !== 'undefined' && window.matchMedia('(min-width: 68.75rem)').matches;
  useEffect(() => {
    if (isDesk) handle.current?.focus();
  }, [isDesk]);
  useEffect(() => {
    if (about?.kind === 'reply') handle.current?.focus();
  }, [about]);

  if (conversation.request) return <Request conversation={conversation} />;
  if (conversation.blocking && other)
    return (
      <Closed
        action={
          <Button
            size="sm"
            onClick={() =>
              void unblock(other).then(() =>
                api
                  .get('/conversations/{id}', { path: { id: conversation.id } })
                  .then((now) => putConversation(queries, now)),
              )
            }
          >
            {t('unblock')}
          </Button>
        }
      >
        {t('youBlock')}
      </Closed>
    );
  if (conversation.type === 'direct' && (!other || other.gone)) return <Closed>{t('goneDetail')}</Closed>;
  if (conversation.type === 'group' && conversation.whoWrites === 'admins' && conversation.role === 'member')
    return <Closed>{t('onlyAdmins')}</Closed>;

  const send = (content: string) => {
    if (about?.kind === 'edit') {
      onAbout(undefined);
      if (content !== about.message.content) void edit(about.message, content);
      return;
    }
    const media = files.take();
    const groups = media.length === 0 ? [[]] : files.grouped(media);
    for (const [index, group] of groups.entries()) {
      outbox?.add({
        clientId: crypto.randomUUID(),
        conversationId: conversation.id,
        type: group[0]?.kind ?? 'text',
        content: index === 0 ? content : '',
        draftVersion: draftVersionOf(meId, conversation.id),
        media: group,
        replyTo: index === 0 && about?.kind === 'reply' ? answered(about.message) : null,
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
      handle={handle}
      hasFiles={files.areReady}
      filesUnderWay={files.areUnderWay}
      edits={about?.kind === 'edit' ? { id: about.message.id, content: about.message.content } : undefined}
      onSend={send}
      onEditLast={() => {
        if (lastOwn && isEditable(lastOwn)) onAbout({ kind: 'edit', message: lastOwn });
      }}
      onFiles={files.add}
      above={
        <>
          {about ? <AboutLine about={about} meId={meId} onClose={() => onAbout(undefined)} /> : null}
          <ChosenFiles files={files} />
        </>
      }
      tools={
        about?.kind === 'edit' ? null : (
          <FileTools
            files={files}
            onVoice={(media) => {
              outbox?.add({
                clientId: crypto.randomUUID(),
                conversationId: conversation.id,
                type: 'audio',
                content: '',
                // What is half written beside it stays.
                draftVersion: 0,
                media: [media],
                replyTo: about?.kind === 'reply' ? answered(about.message) : null,
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

const answered = ({
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
  fromBlocked: false,
  senderName: sender?.displayName ?? null,
  type,
  excerpt: content.slice(0, 120),
  expiresAt,
});

function AboutLine({
  about,
  meId,
  onClose,
}: {
  about: NonNullable<About>;
  meId: string;
  onClose: () => void;
}) {
  const t = useTranslations('messaging');
  const gist = useGist();
  const isReply = about.kind === 'reply';
  const Icon = isReply ? CornerUpLeft : Pencil;
  const { message } = about;
  const who = message.senderId === meId ? t('you') : (message.sender?.displayName ?? t('gone'));
  return (
    <div className="flex items-center gap-3 px-3 text-sm">
      <Icon aria-hidden="true" className="size-4 text-nar" />
      <p className="min-w-0 flex-1 border-nar border-l-2 pl-2">
        <span className="block truncate font-medium">
          <bdi>{isReply ? who : t('editing')}</bdi>
        </span>
        <span className="block truncate text-muted">
          <bdi>{gist(message)}</bdi>
        </span>
      </p>
      <IconButton label={isReply ? t('notReply') : t('notEdit')} tone="muted" onClick={onClose}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}

function Closed({ action, children }: { action?: ReactNode; children: ReactNode }) {
  return (
    <div className="shrink-0 border-line border-t p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      <Banner tone="info" action={action}>
        {children}
      </Banner>
    </div>
  );
}

/** A stranger has written first: what they see, and what one can answer. */
function Request({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('messaging.request');
  const queries = useQueryClient();
  const router = useRouter();
  const { block } = useMemberActions();
  const title = useTitle()(conversation);
  const path = { id: conversation.id };
  const [other] = conversation.participants;
  const accept = async () => {
    putConversation(queries, await api.put('/conversations/{id}/accept', { path }));
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
