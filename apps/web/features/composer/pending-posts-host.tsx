'use client';

import { ProblemError } from '@chitlaq/client';
import { useProblemText } from '@chitlaq/react';
import { dismissToast, isTyping, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { addToHome, POSTS } from '../../lib/post-lists.ts';
import { useDraftActions } from './draft-actions.ts';
import { DRAFTS_KEY, SCHEDULED_KEY } from './draft-keys.ts';
import {
  addPendingPost,
  type PendingPost,
  removePendingPost,
  usePendingPosts,
} from './pending-posts-store.ts';

/**
 * Handles posts in their undo window: shows the undo toast, restores a post to the composer, publishes it when the
 * window ends. If this page is closed by then, the server publishes it. Mount once, in the shell.
 */
export function PendingPostsHost() {
  const pendingPosts = usePendingPosts();
  const undo = useUndoPost();
  const announced = useRef(new Set<string>());
  const t = useTranslations('feed');
  usePublishOnTime(pendingPosts);

  useEffect(() => {
    // Load posts that were sent from another device or before a reload.
    api.get('/pending-posts').then(
      ({ items }) => items.forEach(addPendingPost),
      () => undefined, // the server publishes them
    );
  }, []);
  useEffect(() => {
    for (const pendingPost of pendingPosts) {
      if (announced.current.has(pendingPost.id)) continue;
      announced.current.add(pendingPost.id);
      toast({
        id: pendingPost.id,
        message: t('pending.posted'),
        detail: t('pending.undoFor', {
          seconds: Math.max(1, Math.round((pendingPost.until - performance.now()) / 1000)),
        }),
        until: pendingPost.until,
        action: { label: t('undo'), run: () => void undo(pendingPost) },
      });
    }
  }, [pendingPosts, t, undo]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const [newest] = pendingPosts;
      if (!newest || event.key.toLowerCase() !== 'z' || event.altKey || event.shiftKey) return;
      // In a text field the shortcut undoes typing; it undoes the post only if the field is empty.
      const isField = isTyping(event.target);
      const isChord = event.ctrlKey || event.metaKey;
      if (isField && !(isChord && (event.target as HTMLTextAreaElement).value === '')) return;
      event.preventDefault();
      void undo(newest);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [pendingPosts, undo]);
  return null;
}

/** Restores a pending post to the composer with everything that belongs to it. */
function useUndoPost(): (pendingPost: PendingPost) => Promise<void> {
  const problemText = useProblemText();
  const queries = useQueryClient();
  const { open } = useDraftActions();
  return useCallback(
    async (pendingPost) => {
      try {
        const { post, draft } = await api.delete('/pending-posts/{id}', { path: { id: pendingPost.id } });
        removePendingPost(pendingPost.id);
        dismissToast(pendingPost.id);
        await open(draft ?? { post });
        void queries.invalidateQueries({ queryKey: DRAFTS_KEY });
      } catch (error) {
        toast({ message: problemText(error), tone: 'danger' });
        if (!(error instanceof ProblemError) || error.status !== 404) return;
        removePendingPost(pendingPost.id);
        void queries.invalidateQueries({ queryKey: [POSTS] });
      }
    },
    [open, problemText, queries],
  );
}

/** A timer of a hidden page may be later than this; then the server publishes. */
const MAX_LATE_MS = 1_000;
/** By then the server has published the post of a hidden page. */
const SERVER_MS = 4_000;

/** Publishes each post when its undo window ends, so that nobody has to wait for the server's next run. */
function usePublishOnTime(pendingPosts: readonly PendingPost[]): void {
  const queries = useQueryClient();
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const publish = async ({ id, post, preview, until }: PendingPost) => {
      const lateMs = performance.now() - until;
      const published =
        lateMs > MAX_LATE_MS
          ? await new Promise<undefined>((resolve) => setTimeout(resolve, SERVER_MS - lateMs))
          : await api.post('/pending-posts/{id}/publish', { path: { id } }).catch(() => undefined);
      // With the URLs that the preview has loaded: others would show an empty picture until they load.
      if (published) addToHome(queries, { ...published, media: preview.media });
      else {
        // Either the server has published it already, or it cannot be published. In the second case a
        // notification and the scheduled list tell the author.
        void queries.invalidateQueries({ queryKey: [POSTS, 'home'] });
        void queries.invalidateQueries({ queryKey: SCHEDULED_KEY });
      }
      removePendingPost(id);
      if (post.replyToId) void queries.invalidateQueries({ queryKey: [POSTS, 'thread'] });
    };
    const runningTimers = timers.current;
    for (const pendingPost of pendingPosts) {
      if (!runningTimers.has(pendingPost.id))
        runningTimers.set(
          pendingPost.id,
          setTimeout(() => void publish(pendingPost), pendingPost.until - performance.now()),
        );
    }
    for (const [id, timer] of runningTimers) {
      if (pendingPosts.some((pendingPost) => pendingPost.id === id)) continue;
      clearTimeout(timer);
      runningTimers.delete(id);
    }
  }, [pendingPosts, queries]);
}
