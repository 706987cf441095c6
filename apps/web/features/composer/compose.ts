'use client';

import type { Schemas } from '@chitlaq/client';
import { useSyncExternalStore } from 'react';
import type { Post } from '../../lib/post.ts';

/** What to write: a new post, a reply, a quote, a scheduled post; or the list of drafts. */
export interface ComposeOptions {
  replyTo?: Post | undefined;
  quoteOf?: Post | undefined;
  scheduled?: Schemas['ScheduledPost'] | undefined;
  /** Opens the list of drafts. */
  opensDrafts?: boolean | undefined;
}

let current: ComposeOptions | undefined;
const listeners = new Set<() => void>();
const setCurrent = (next: ComposeOptions | undefined) => {
  current = next;
  for (const listener of listeners) listener();
};

/** Opens the composer in a sheet. */
export const compose = (options: ComposeOptions = {}): void => setCurrent(options);
export const closeComposer = (): void => setCurrent(undefined);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** The options of the open composer; undefined when it is closed. */
export const useCompose = (): ComposeOptions | undefined =>
  useSyncExternalStore(
    subscribe,
    () => current,
    () => undefined,
  );
