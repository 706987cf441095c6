'use client';

import type { Schemas } from '@chitlaq/client';
import { useSyncExternalStore } from 'react';
import type { Post } from './post.ts';

/** What is to be written: a new post, an answer, a quote; one that waits to be published; or first a look at the drafts. */
export interface ComposeOptions {
  replyTo?: Post | undefined;
  quoteOf?: Post | undefined;
  scheduled?: Schemas['ScheduledPost'] | undefined;
  /** Begins with one's drafts. */
  opensDrafts?: boolean | undefined;
}

let current: ComposeOptions | undefined;
const listeners = new Set<() => void>();
const setCurrent = (next: ComposeOptions | undefined) => {
  current = next;
  for (const listener of listeners) listener();
};

/** Opens the composer over the page. */
export const compose = (options: ComposeOptions = {}): void => setCurrent(options);
export const closeComposer = (): void => setCurrent(undefined);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** What is being written over the page, if anything. */
export const useCompose = (): ComposeOptions | undefined =>
  useSyncExternalStore(
    subscribe,
    () => current,
    () => undefined,
  );
