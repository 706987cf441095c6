'use client';

import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { type Writing, type WritingOptions, type WritingState, writingOf } from './writing.ts';
import { blank } from './written.ts';

const nothing: WritingState = { written: blank(), keeping: 'nothing' };

/** One's text about a subject: what stands there, and what can be done with it. Saved when what shows it goes. */
export function useWriting(options: WritingOptions): [WritingState, Writing] {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the subject tells one text from another
  const writing = useMemo(() => writingOf(options), [options.memberId, options.subject]);
  useEffect(() => () => void writing.save(), [writing]);
  return [useSyncExternalStore(writing.subscribe, writing.state, () => nothing), writing];
}
