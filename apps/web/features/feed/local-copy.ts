'use client';

import type { DraftPost } from './written.ts';

const PREFIX = 'cl_draft:';

/** What this browser keeps of something unfinished, until the server has it and it is published. */
export interface LocalCopy {
  post: DraftPost;
  /** Descriptions that are typed, by file. */
  alts: Record<string, string>;
  /** The draft on the server that it continues, as it was last seen. */
  draft?: { id: string; updatedAt: string } | undefined;
  /** A draft whose making was not answered: sent again under its key, it is made once. */
  unanswered?: { key: string; post: DraftPost } | undefined;
  /** Whether the server has yet to hear of it. */
  isDirty: boolean;
}

export const placeOf = (memberId: string, subject: string): string => `${PREFIX}${memberId}:${subject}`;

export function readCopy(place: string, text = storage()?.getItem(place) ?? null): LocalCopy | undefined {
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

export function writeCopy(place: string, copy: LocalCopy | undefined): void {
  try {
    if (copy) storage()?.setItem(place, JSON.stringify(copy));
    else storage()?.removeItem(place);
  } catch {
    // The browser's storage is full or closed: the server still keeps the draft.
  }
}

/** Takes what the server has off this device, as when its member signs out; what it has yet to hear of stays. */
export function forgetCopies(): void {
  const kept = storage();
  if (!kept) return;
  for (const key of Object.keys(kept))
    if (key.startsWith(PREFIX) && !readCopy(key)?.isDirty) kept.removeItem(key);
}

function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
