'use client';

import { useProblemText } from '@chitlaq/react';
import { toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { POSTS, updatePostLists } from '../../lib/post-lists.ts';

interface Member {
  id: string;
  username: string;
}

/** Mute, block and hide reposts, each with undo. */
export function useMemberActions() {
  const t = useTranslations('profiles');
  const problemText = useProblemText();
  const queries = useQueryClient();

  const refresh = useCallback(
    () =>
      Promise.all([POSTS, 'profile', 'members'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
    [queries],
  );
  const runAction = useCallback(
    async (work: () => Promise<unknown>) => {
      try {
        await work();
        return true;
      } catch (error) {
        toast({ message: problemText(error), tone: 'danger' });
        return false;
      } finally {
        await refresh();
      }
    },
    [problemText, refresh],
  );
  const hide = useCallback(
    (member: Member) =>
      updatePostLists(queries, (items) =>
        items.filter((item) => (item as { author?: Member }).author?.id !== member.id),
      ),
    [queries],
  );
  const unmute = useCallback(
    (member: Member) => runAction(() => api.delete('/users/{id}/mute', { path: { id: member.id } })),
    [runAction],
  );
  const unblock = useCallback(
    (member: Member) => runAction(() => api.delete('/users/{id}/block', { path: { id: member.id } })),
    [runAction],
  );
  const mute = useCallback(
    async (member: Member) => {
      hide(member);
      if (!(await runAction(() => api.put('/users/{id}/mute', { path: { id: member.id } })))) return;
      toast({
        message: t('muted', { username: member.username }),
        action: { label: t('undo'), run: () => void unmute(member) },
      });
    },
    [hide, t, runAction, unmute],
  );
  const block = useCallback(
    async (member: Member) => {
      hide(member);
      if (!(await runAction(() => api.put('/users/{id}/block', { path: { id: member.id } })))) return;
      toast({
        message: t('blocked', { username: member.username }),
        detail: t('blockedDetail'),
        action: { label: t('undo'), run: () => void unblock(member) },
      });
    },
    [hide, t, runAction, unblock],
  );
  const showReposts = useCallback(
    (member: Member) =>
      runAction(() => api.delete('/users/{id}/reposts-hidden', { path: { id: member.id } })),
    [runAction],
  );
  const hideReposts = useCallback(
    async (member: Member) => {
      if (!(await runAction(() => api.put('/users/{id}/reposts-hidden', { path: { id: member.id } }))))
        return;
      toast({
        message: t('repostsHidden', { username: member.username }),
        action: { label: t('undo'), run: () => void showReposts(member) },
      });
    },
    [t, runAction, showReposts],
  );
  return { hideReposts, showReposts, mute, unmute, block, unblock };
}
