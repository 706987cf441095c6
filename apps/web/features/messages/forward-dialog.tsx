'use client';

import { serverNow } from '@chitlaq/client';
import { isolate } from '@chitlaq/text';
import { Avatar, Button, Dialog, EmptyState, TextField, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useConversations } from './folder-conversations.ts';
import { useConversationTitle } from './message-texts.ts';
import { getOutbox } from './page-outbox.ts';
import type { Conversation, Message } from './types.ts';

/** Forwards a message to other conversations. */
export function ForwardDialog({
  message,
  meId,
  onClose,
}: {
  message: Message;
  meId: string;
  onClose: () => void;
}) {
  const t = useTranslations('messaging.forward');
  const locale = useLocale();
  const titleOf = useConversationTitle();
  const queries = useQueryClient();
  const { items = [] } = useConversations('inbox');
  const [typed, setTyped] = useState('');
  const [sent, setSent] = useState<readonly string[]>([]);
  const searchText = typed.trim().toLocaleLowerCase(locale);
  const shown = items.filter(
    (item) => !item.blocking && titleOf(item).name.toLocaleLowerCase(locale).includes(searchText),
  );
  const send = (to: Conversation) => {
    getOutbox(meId, queries).add({
      clientId: crypto.randomUUID(),
      conversationId: to.id,
      type: message.type === 'notice' ? 'text' : message.type,
      content: message.content,
      media: message.media,
      replyTo: null,
      forwardOfId: message.id,
      createdAt: new Date(serverNow()).toISOString(),
    });
    setSent((before) => [...before, to.id]);
    toast({ message: t('done', { name: isolate(titleOf(to).name) }), tone: 'good' });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t('title')}
      closeLabel={t('close')}
    >
      <TextField label={t('search')} value={typed} onChange={(event) => setTyped(event.target.value)} />
      {shown.length === 0 ? <EmptyState title={t('noResults')} /> : null}
      <ul className="mt-2">
        {shown.map((conversation) => {
          const title = titleOf(conversation);
          return (
            <li key={conversation.id} className="flex items-center gap-3 py-2">
              <Avatar name={title.name} seed={title.seed} src={title.src} size={32} />
              <bdi className="min-w-0 flex-1 truncate">{title.name}</bdi>
              <Button
                size="sm"
                aria-label={t('sendTo', { name: title.name })}
                disabledReason={sent.includes(conversation.id) ? t('sent') : undefined}
                onClick={() => send(conversation)}
              >
                {t('send')}
              </Button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
