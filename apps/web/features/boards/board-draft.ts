'use client';

import { useState } from 'react';
import { readItem, writeItem } from './device-storage.ts';

/** Something unsent. It stays on this device: the server must not know who writes what. */
export interface BoardDraft {
  title: string;
  text: string;
  replyToId: string | null;
  /** Chosen once, so that sending it again after a lost answer writes it once. */
  threadId: string;
  postId: string;
}

const newDraft = (): BoardDraft => ({
  title: '',
  text: '',
  replyToId: null,
  threadId: crypto.randomUUID(),
  postId: crypto.randomUUID(),
});

function readDraft(stored: string | null): BoardDraft {
  try {
    const draft: unknown = JSON.parse(stored ?? '{}');
    const fresh = newDraft();
    if (typeof draft !== 'object' || draft === null) return fresh;
    const known = Object.entries(draft).filter(
      ([key, value]) =>
        key in fresh && (typeof value === 'string' || (key === 'replyToId' && value === null)),
    );
    return { ...fresh, ...Object.fromEntries(known) };
  } catch {
    return newDraft();
  }
}

/** The draft for a board or a thread, as it is typed. */
export function useBoardDraft(memberId: string, subjectId: string) {
  const item = `draft:${subjectId}` as const;
  const [draft, setDraft] = useState(() => readDraft(readItem(memberId, item)));
  const store = (next: BoardDraft) => {
    setDraft(next);
    const isEmpty = next.title.trim() === '' && next.text.trim() === '';
    writeItem(memberId, item, isEmpty ? null : JSON.stringify(next));
  };
  return {
    draft,
    change: (part: Partial<BoardDraft>) => store({ ...draft, ...part }),
    clear: () => store(newDraft()),
  };
}
