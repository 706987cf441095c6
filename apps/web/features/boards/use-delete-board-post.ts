'use client';

import { ProblemError } from '@chitlaq/client';
import { toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { sendAfterUndo } from '../../lib/send-after-undo.ts';
import { setDeletePending } from './pending-deletions.ts';
import { OWN_POSTS_KEY, postsKey } from './queries.ts';
import { useRefusalText } from './use-refusal.ts';
import { removeWaiting } from './waiting-posts.ts';

/** Deletes a post of the member, published or waiting, unless they undo it. */
export function useDeleteBoardPost(memberId: string, secret: string | undefined) {
  const t = useTranslations('boards.thread');
  const queries = useQueryClient();
  const refusalText = useRefusalText();
  return ({ threadId, postId }: { threadId: string; postId: string }): void => {
    if (secret === undefined) return;
    setDeletePending(postId, true);
    sendAfterUndo({
      message: t('deleted'),
      undoLabel: t('undo'),
      onUndo: () => setDeletePending(postId, false),
      send: async () => {
        try {
          await api.post('/boards/threads/{threadId}/posts/{postId}/deletion', {
            path: { threadId, postId },
            body: { secret },
          });
          removeWaiting(memberId, [postId]);
        } catch (error) {
          // Deleted before is deleted.
          if (error instanceof ProblemError && error.status === 404) removeWaiting(memberId, [postId]);
          else toast({ message: refusalText(error), tone: 'danger' });
        }
        await Promise.all(
          [postsKey(threadId), OWN_POSTS_KEY].map((queryKey) => queries.invalidateQueries({ queryKey })),
        );
        setDeletePending(postId, false);
      },
    });
  };
}
