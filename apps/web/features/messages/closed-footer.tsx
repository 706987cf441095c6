'use client';

import { isolate } from '@chitlaq/text';
import { Banner, Button } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useMemberActions } from '../members/member-actions.ts';
import { cacheConversation, refreshFolders, refreshUnread } from './conversation-changes.ts';
import { threadKey } from './message-ranges.ts';
import { useConversationTitle } from './message-texts.ts';
import type { Conversation } from './types.ts';

/** Stands in for the composer where the viewer cannot write; see `isWritable`. */
export function ClosedFooter({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('messaging');
  const { unblock } = useMemberActions();
  const queries = useQueryClient();
  const [other] = conversation.participants;
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
  return (
    <ClosedNotice>{conversation.type === 'direct' ? t('formerMemberDetail') : t('onlyAdmins')}</ClosedNotice>
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
    // Its messages come with their text now.
    void queries.resetQueries({ queryKey: threadKey(conversation.id) });
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
