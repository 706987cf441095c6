'use client';

import type { DraftPost } from './draft-content.ts';

const PREFIX = 'cl_draft:';

/** What this browser keeps of something unfinished, until the server has it and it is published. */
export interface LocalCopy {
  post: DraftPost;
  /** Descriptions that are typed, by file. */
  alts: Record<string, string>;
  /** The draft on the server that it continues, as it was last seen. */
  draft?: { id: string; updatedAt: string } | undefined;
  /** A draft whose making was not answered: sent again under its key, it is made once. */
  pendingCreate?: { key: string; post: DraftPost } | undefined;
  /** Whether the server has yet to hear of it. */
  isDirty: boolean;
}

export const copyKey = (memberId: string, subject: string): string => `${PREFIX}${memberId}:${subject}`;

export function readCopy(
  storageKey: string,
  text = localStorageOrNone()?.getItem(storageKey) ?? null,
): LocalCopy | undefined {
  if (!text) return undefined;
  try {
    const copy: unknown = JSON.parse(text);
    const isOurs = typeof copy === 'object' && copy !== null && 'post' in copy && 'alts' in copy;
    // The key is ours alone; what stands under it was written by `writeCopy`.
    return isOurs ? (copy as LocalCopy) : undefined;
  } catch {
    return undefined;
  }
}

export function writeCopy(storageKey: string, copy: LocalCopy | undefined): void {
  try {
    if (copy) localStorageOrNone()?.setItem(storageKey, JSON.stringify(copy));
    else localStorageOrNone()?.removeItem(storageKey);
  } catch {
    // The browser's storage is full or closed: the server still keeps the draft.
  }
}

/** Takes what the server has off this device, as when its member signs out; what it has yet to hear of stays. */
export function clearSyncedCopies(): void {
  const store = localStorageOrNone();
  if (!store) return;
  for (const key of Object.keys(store))
    if (key.startsWith(PREFIX) && !readCopy(key)?.isDirty) store.removeItem(key);
}

function localStorageOrNone(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
