'use client';

import { ProblemError } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { POSTS, updatePostLists } from '../../lib/post-lists.ts';
import { sendAfterUndo } from '../../lib/send-after-undo.ts';
import { updateCachedPost } from './change-post.ts';
import { pendingDeletions } from './pending-deletions.ts';

/** Copies a post's link. If the browser refuses, shows the link to be copied by hand. */
export function useCopyLink(): (id: string) => Promise<void> {
  const t = useTranslations('feed');
  return useCallback(
    async (id) => {
      const { href } = new URL(paths.post(id), window.location.origin);
      try {
        await navigator.clipboard.writeText(href);
        toast({ message: t('copied') });
      } catch {
        toast({ message: href });
      }
    },
    [t],
  );
}

/** Pins the member's own post to their profile, or unpins it. */
export function usePin(): (post: { id: string; pinned: boolean }) => Promise<void> {
  const t = useTranslations('feed');
  const problemText = useProblemText();
  const queries = useQueryClient();
  return useCallback(
    async ({ id, pinned }) => {
      try {
        await (pinned ? api.delete : api.put)('/posts/{id}/pin', { path: { id } });
        updateCachedPost(queries, id, () => ({ pinned: !pinned }));
        await queries.invalidateQueries({ queryKey: [POSTS, 'author'] });
        toast({ message: pinned ? t('unpinnedToast') : t('pinnedToast') });
      } catch (error) {
        toast({ message: problemText(error), tone: 'danger' });
      }
    },
    [queries, t, problemText],
  );
}

/** Removes a post from every list at once. The delete request goes out when the undo toast ends or the page is closed. */
export function useDeletePost(): (post: { id: string }) => void {
  const t = useTranslations('feed');
  const problemText = useProblemText();
  const queries = useQueryClient();
  return useCallback(
    (post) => {
      pendingDeletions.add(post.id);
      updatePostLists(queries, (items) => items.filter((item) => item.id !== post.id));
      const refresh = () => queries.invalidateQueries({ queryKey: [POSTS] });
      sendAfterUndo({
        message: t('deleted'),
        undoLabel: t('undo'),
        onUndo: () => {
          pendingDeletions.delete(post.id);
          void refresh();
        },
        send: async () => {
          try {
            await api.delete('/posts/{id}', { path: { id: post.id } });
          } catch (error) {
            if (error instanceof ProblemError && error.status === 404) return;
            toast({ message: problemText(error), tone: 'danger' });
          } finally {
            pendingDeletions.delete(post.id);
          }
          await refresh();
        },
      });
    },
    [queries, t, problemText],
  );
}
