'use client';

import { ProblemError } from '@chitlaq/client';
import { endToast, toast } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import { useProblemText } from '../../lib/problems.ts';
import { useDraftActions } from '../drafts/draft-actions.ts';
import { DRAFTS, SCHEDULED } from '../drafts/keys.ts';
import { isTyping } from '../frame/keyboard.tsx';
import { addHeld, dropHeld, type Held, useHeld } from './held.ts';
import { addToHome, POSTS } from './lists.ts';

/**
 * What one has sent and may still take back: says so, brings it back when asked to, and lets it out on its second. Where this page
 * is gone by then the server lets it out. Once, in the frame.
 */
export function HeldHost() {
  const held = useHeld();
  const undo = useUndo();
  const said = useRef(new Set<string>());
  const t = useTranslations('feed');
  useLetOut(held);

  useEffect(() => {
    // Written on another device, or before this page was loaded anew.
    api.get('/held-posts').then(
      ({ items }) => items.forEach(addHeld),
      () => undefined, // it will be out without us
    );
  }, []);
  useEffect(() => {
    for (const one of held) {
      if (said.current.has(one.id)) continue;
      said.current.add(one.id);
      toast({
        id: one.id,
        message: t('held.sent'),
        detail: t('held.for', { seconds: Math.max(1, Math.round((one.until - performance.now()) / 1000)) }),
        until: one.until,
        action: { label: t('undo'), run: () => void undo(one) },
      });
    }
  }, [held, t, undo]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const [last] = held;
      if (!last || event.key.toLowerCase() !== 'z' || event.altKey || event.shiftKey) return;
      // In a field it takes back what is typed there, until there is nothing.
      const isField = isTyping(event.target);
      const isChord = event.ctrlKey || event.metaKey;
      if (isField && !(isChord && (event.target as HTMLTextAreaElement).value === '')) return;
      event.preventDefault();
      void undo(last);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [held, undo]);
  return null;
}

/** Brings a held post back into the composer, with all that belongs to it. */
function useUndo(): (one: Held) => Promise<void> {
  const problemText = useProblemText();
  const queries = useQueryClient();
  const { open } = useDraftActions();
  return useCallback(
    async (one) => {
      try {
        const { post, draft } = await api.delete('/held-posts/{id}', { path: { id: one.id } });
        dropHeld(one.id);
        endToast(one.id);
        await open(draft ?? { post });
        void queries.invalidateQueries({ queryKey: DRAFTS });
      } catch (error) {
        toast({ message: problemText(error), tone: 'danger' });
        if (!(error instanceof ProblemError) || error.status !== 404) return;
        dropHeld(one.id);
        void queries.invalidateQueries({ queryKey: [POSTS] });
      }
    },
    [open, problemText, queries],
  );
}

/** Lets each out on its second: nobody who has the page open waits for the server's next look. */
function useLetOut(held: readonly Held[]): void {
  const queries = useQueryClient();
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const letOut = async ({ id, post }: Held) => {
      try {
        const made = await api.post('/held-posts/{id}/publish', { path: { id } });
        addToHome(queries, made);
      } catch {
        // Out by the server's own doing; or it cannot be, which is said among the scheduled posts and in a notification.
        void queries.invalidateQueries({ queryKey: [POSTS, 'home'] });
        void queries.invalidateQueries({ queryKey: SCHEDULED });
      }
      dropHeld(id);
      if (post.replyToId) void queries.invalidateQueries({ queryKey: [POSTS, 'thread'] });
    };
    const waiting = timers.current;
    for (const one of held) {
      if (!waiting.has(one.id))
        waiting.set(
          one.id,
          setTimeout(() => void letOut(one), one.until - performance.now()),
        );
    }
    for (const [id, timer] of waiting) {
      if (held.some((one) => one.id === id)) continue;
      clearTimeout(timer);
      waiting.delete(id);
    }
  }, [held, queries]);
}
