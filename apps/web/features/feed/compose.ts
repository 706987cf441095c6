'use client';

import type { Schemas } from '@chitlaq/client';
import { useSyncExternalStore } from 'react';
import type { Post } from './post.ts';

/** What is to be written: a new post, an answer, a quote; one that waits to be published; or first a look at the drafts. */
export interface Compose {
  replyTo?: Post | undefined;
  quoteOf?: Post | undefined;
  scheduled?: Schemas['ScheduledPost'] | undefined;
  /** Begins with one's drafts. */
  picks?: boolean | undefined;
}

let current: Compose | undefined;
const listeners = new Set<() => void>();
const tell = (next: Compose | undefined) => {
  current = next;
  for (const listen of listeners) listen();
};

/** Opens the composer over the page. */
export const compose = (what: Compose = {}): void => tell(what);
export const closeComposer = (): void => tell(undefined);

const subscribe = (listen: () => void) => {
  listeners.add(listen);
  return () => {
    listeners.delete(listen);
  };
};

/** What is being written over the page, if anything. */
export const useCompose = (): Compose | undefined =>
  useSyncExternalStore(
    subscribe,
    () => current,
    () => undefined,
  );
