'use client';

import { useMemo } from 'react';
import { readItem, useItem, writeItem } from './device-storage.ts';

/** The oldest are forgotten first: a thread rests at some time. */
const MAX_HIDDEN = 500;

const nameOf = (threadId: string, tag: string): string => `${threadId} ${tag}`;

function parse(stored: string | null): string[] {
  try {
    const names: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}

/** Hides what a name writes in a thread from the member of this device, or shows it again. Nobody else learns of it. */
export function setNameHidden(memberId: string, threadId: string, tag: string, isHidden: boolean): void {
  const name = nameOf(threadId, tag);
  const others = parse(readItem(memberId, 'hidden')).filter((other) => other !== name);
  const names = isHidden ? [...others, name].slice(-MAX_HIDDEN) : others;
  writeItem(memberId, 'hidden', names.length === 0 ? null : JSON.stringify(names));
}

/** Whether the member hid a name of the thread. */
export function useHiddenNames(memberId: string, threadId: string): (tag: string) => boolean {
  const stored = useItem(memberId, 'hidden');
  const names = useMemo(() => new Set(parse(stored)), [stored]);
  return (tag) => names.has(nameOf(threadId, tag));
}
