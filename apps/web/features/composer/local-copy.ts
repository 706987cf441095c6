'use client';

import type { DraftPost } from './draft-content.ts';

const PREFIX = 'cl_draft:';

/** An unfinished post as stored in this browser, until the server has it and it is published. */
export interface LocalCopy {
  post: DraftPost;
  /** Typed descriptions by file id. */
  alts: Record<string, string>;
  /** The draft on the server, in the version last seen. */
  draft?: { id: string; updatedAt: string } | undefined;
  /** A create request without a response. Repeat it with the same idempotency key, so that only one draft is created. */
  pendingCreate?: { key: string; post: DraftPost } | undefined;
  /** Whether it has changes that the server does not have. */
  isDirty: boolean;
}

/** The storage key of a member’s copy; `subject` as in `DraftEditorOptions`. */
export const copyKey = (memberId: string, subject: string): string => `${PREFIX}${memberId}:${subject}`;

/** The stored copy; undefined if there is none or it is damaged. */
export function readCopy(
  storageKey: string,
  text = localStorageOrNone()?.getItem(storageKey) ?? null,
): LocalCopy | undefined {
  if (!text) return undefined;
  try {
    const copy: unknown = JSON.parse(text);
    const isOurs = typeof copy === 'object' && copy !== null && 'post' in copy && 'alts' in copy;
    // Only `writeCopy` writes to this key.
    return isOurs ? (copy as LocalCopy) : undefined;
  } catch {
    return undefined;
  }
}

/** Stores the copy, or deletes it if undefined. */
export function writeCopy(storageKey: string, copy: LocalCopy | undefined): void {
  try {
    if (copy) localStorageOrNone()?.setItem(storageKey, JSON.stringify(copy));
    else localStorageOrNone()?.removeItem(storageKey);
  } catch {
    // Storage is full or unavailable: the server still has the draft.
  }
}

/** Removes copies that the server has, on sign-out. Keeps unsaved ones. */
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
