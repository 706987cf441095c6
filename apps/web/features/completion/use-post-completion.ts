'use client';

import { fold } from '@chitlaq/text';
import { useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useHasFeature } from '../../lib/campus.ts';
import type { Caret } from '../../lib/use-caret.ts';
import { useMe } from '../session/session.ts';
import { completionAtCaret } from './completion-at-caret.ts';
import { type CompletionTarget, startsLike } from './insert-completion.ts';
import {
  type CompletionOption,
  type HashtagOption,
  type MemberOption,
  useCompletion,
} from './use-completion.tsx';

const DEBOUNCE_MS = 120;
const MAX_OPTIONS = 8;
const MAX_TRENDS = 5;

/** The value, once it has not changed for a moment; undefined at once. */
function useDebounced(value: string | undefined): string | undefined {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value === undefined ? 0 : DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return value === undefined ? undefined : settled;
}

/**
 * What the server completes. Requests that are no longer needed are cancelled; earlier ones are reused.
 * `isCurrent`: the response is for what is typed now.
 */
function useFound(target: CompletionTarget | undefined) {
  const typed = target && target.sigil + fold(target.typed);
  const prefix = useDebounced(typed);
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['completions', prefix],
    queryFn: ({ signal }) => api.get('/search/completions', { query: { q: prefix ?? '' }, signal }),
    enabled: target !== undefined && prefix?.startsWith(target.sigil) === true,
    staleTime: 60_000,
    // Until the response comes, those of the previous one that still match.
    placeholderData: (previous) => previous,
  });
  return { ...data, isCurrent: prefix === typed && !isPlaceholderData };
}

const useTrends = (isWanted: boolean) => {
  const hasTrends = useHasFeature('trends');
  return useQuery({
    queryKey: ['completions', 'trends'],
    queryFn: () => api.get('/feed/trending', { query: { scope: 'university', limit: MAX_TRENDS } }),
    staleTime: 300_000,
    enabled: isWanted && hasTrends,
  }).data?.hashtags;
};

/** Each option once, where it comes first. */
function once<Option>(options: readonly Option[], keyOf: (option: Option) => string): Option[] {
  const keys = options.map(keyOf);
  return options.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

/** @param people  members of the thread, who come first */
function useOptions(
  target: CompletionTarget | undefined,
  people: () => readonly MemberOption[],
): readonly CompletionOption[] {
  const myId = useMe()?.user.id;
  const found = useFound(target);
  const trends = useTrends(target?.sigil === '#');
  if (!target) return [];
  if (target.sigil === '#') {
    const trending = (trends ?? []).map(({ tag }): HashtagOption => ({ tag, isTrend: true }));
    const trendKeys = new Set(trending.map(({ tag }) => fold(tag)));
    const others = (found.hashtags ?? []).map(({ tag }) => ({ tag, isTrend: trendKeys.has(fold(tag)) }));
    return once([...others, ...trending], ({ tag }) => fold(tag))
      .filter(({ tag }) => fold(tag).startsWith(fold(target.typed)))
      .slice(0, MAX_OPTIONS);
  }
  const matches = ({ username, displayName }: MemberOption) =>
    startsLike(username, target.typed) || startsLike(displayName, target.typed);
  // The server also finds misspelt names; those of an older prefix may not match any more.
  const others = (found.users ?? []).filter((member) => found.isCurrent || matches(member));
  // What the server says of a member of the thread, it knows better.
  const known = new Map(others.map((member) => [member.id, member]));
  const around = people()
    .filter(matches)
    .map((member) => known.get(member.id) ?? member);
  return once([...around, ...others], ({ id }) => id)
    .filter(({ id }) => id !== myId)
    .slice(0, MAX_OPTIONS);
}

/**
 * Completes mentions and hashtags of a post.
 * @param people  the members of the thread
 */
export function usePostCompletion({
  field,
  text,
  caret,
  people,
}: {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  caret: Caret;
  people: () => readonly MemberOption[];
}) {
  const target = completionAtCaret(text, caret.position);
  const options = useOptions(target, people);
  return { ...useCompletion({ field, text, caret, target, options, placement: 'line' }), target };
}
