'use client';

import { ProblemError } from '@chitlaq/client';
import { toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useProblemText } from '../../lib/problems.ts';
import { changeLists, POSTS } from './lists.ts';

export async function copyLink(id: string, said: string): Promise<void> {
  await navigator.clipboard.writeText(new URL(paths.post(id), window.location.origin).href);
  toast({ message: said });
}

/**
 * Deletes a post: it goes from every list at once, and from the server when the notice with "undo" has passed, or when the
 * page is left before that.
 */
export function useDeletePost(): (post: { id: string }) => void {
  const t = useTranslations('feed');
  const problemText = useProblemText();
  const queries = useQueryClient();
  return useCallback(
    (post) => {
      changeLists(queries, (items) => items.filter((item) => item.id !== post.id));
      const refresh = () => queries.invalidateQueries({ queryKey: [POSTS] });
      let isSent = false;
      const send = async () => {
        if (isSent) return;
        isSent = true;
        window.removeEventListener('pagehide', send);
        try {
          await api.delete('/posts/{id}', { path: { id: post.id } });
        } catch (error) {
          if (error instanceof ProblemError && error.status === 404) return;
          toast({ message: problemText(error), tone: 'danger' });
        }
        await refresh();
      };
      window.addEventListener('pagehide', send);
      toast({
        message: t('deleted'),
        action: {
          label: t('undo'),
          run: () => {
            window.removeEventListener('pagehide', send);
            void refresh();
          },
        },
        onEnd: () => void send(),
      });
    },
    [queries, t, problemText],
  );
}
