'use client';

import { useProblemText } from '@chitlaq/react';
import { isolate } from '@chitlaq/text';
import { Avatar, Button, ErrorState, Loading, Skeleton } from '@chitlaq/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { clearInvite, readInvite } from '../session/stored-invite.ts';
import { cacheConversation, refreshFolders } from './conversation-changes.ts';

/** Previews an invitation before the member joins. The token follows "#", so that no server logs it. */
export function Join() {
  const t = useTranslations('messaging.join');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const router = useRouter();
  const [token, setToken] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const [isPending, setIsPending] = useState(false);
  useEffect(() => setToken(readInvite()), []);
  const preview = useQuery({
    queryKey: ['conversations', 'invite', token],
    queryFn: () => api.post('/conversations/invites/preview', { body: { token: token ?? '' } }),
    enabled: token !== undefined && token.length >= 10,
    retry: false,
  });
  const join = async () => {
    setIsPending(true);
    try {
      const conversation = await api.post('/conversations/invites/join', { body: { token: token ?? '' } });
      clearInvite();
      cacheConversation(queries, conversation);
      void refreshFolders(queries);
      router.replace(paths.conversation(conversation.id));
    } catch (error) {
      setProblem(error);
      setIsPending(false);
    }
  };
  const isBroken = token !== undefined && token.length < 10;
  if (isBroken || preview.error || problem)
    return (
      <ErrorState
        title={t('failed')}
        detail={isBroken ? t('linkIncomplete') : problemText(problem ?? preview.error)}
      >
        <Button asChild className="mt-5">
          <PrefetchLink href={paths.messages()}>{t('toMessages')}</PrefetchLink>
        </Button>
      </ErrorState>
    );
  if (!preview.data)
    return (
      <Loading label={t('loading')}>
        <Skeleton shape="block" className="m-4 h-48" />
      </Loading>
    );
  const { name, avatarUrl, memberCount, createdBy, conversationId } = preview.data;
  return (
    <section className="grid justify-items-center gap-3 px-6 py-16 text-center">
      <Avatar name={name} seed={name} src={avatarUrl} size={96} />
      <h1 className="break-words font-bold text-2xl">
        <bdi>{name}</bdi>
      </h1>
      <p className="text-muted">
        {t('members', { count: memberCount })}
        {createdBy ? ` · ${t('invitedBy', { name: isolate(createdBy.displayName) })}` : ''}
      </p>
      {conversationId ? (
        <Button variant="primary" asChild>
          <PrefetchLink href={paths.conversation(conversationId)}>{t('open')}</PrefetchLink>
        </Button>
      ) : (
        <Button variant="primary" pending={isPending} onClick={() => void join()}>
          {t('join')}
        </Button>
      )}
      <p className="max-w-sm text-muted text-sm">{t('detail')}</p>
    </section>
  );
}
