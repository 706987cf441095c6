'use client';

import type { Schemas } from '@chitlaq/client';
import { useSyncExternalStore } from 'react';

/** A post of one's own that is not out yet; `until` goes by `performance.now()`. */
export type PendingPost = Schemas['PendingPost'] & { until: number };

const NO_POSTS: readonly PendingPost[] = [];
let pendingPosts = NO_POSTS;
const listeners = new Set<() => void>();
const setPendingPosts = (next: readonly PendingPost[]) => {
  pendingPosts = next;
  for (const listener of listeners) listener();
};

/** Whether a post that was sent can still be taken back. */
export const isPendingPost = (
  result: Schemas['Post'] | Schemas['PendingPost'],
): result is Schemas['PendingPost'] => 'publishesInMs' in result;

/** Shows a held post on top of one's own lists; one that is known already stays as it is. */
export function addPendingPost(pendingPost: Schemas['PendingPost']): void {
  if (pendingPosts.some(({ id }) => id === pendingPost.id)) return;
  setPendingPosts([
    { ...pendingPost, until: performance.now() + pendingPost.publishesInMs },
    ...pendingPosts,
  ]);
}

export const removePendingPost = (id: string): void =>
  setPendingPosts(pendingPosts.filter((pendingPost) => pendingPost.id !== id));

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** All of one's posts that are not out yet, the newest first. */
export const usePendingPosts = (): readonly PendingPost[] =>
  useSyncExternalStore(
    subscribe,
    () => pendingPosts,
    () => NO_POSTS,
  );
