'use client';

import { useProblemText } from '@chitlaq/react';
import { Button, TextField } from '@chitlaq/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { highlightMatches, type Match } from '../../components/highlight-matches.tsx';
import { MemberName } from '../../components/member-name.tsx';
import { api } from '../../lib/api.ts';
import { deviceTimeZone } from '../composer/schedule-times.ts';
import type { Conversation } from './types.ts';

const DEBOUNCE_MS = 200;
/** Code points shown before the first match, so that it stays within the two lines of a phone. */
const CONTEXT_BEFORE = 30;

/** Searches a conversation. A result scrolls to its message. */
export function ConversationSearch({
  conversation: { id },
  onJump,
}: {
  conversation: Conversation;
  onJump: (seq: number) => void;
}) {
  const t = useTranslations('messaging.details');
  const format = useFormatter();
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const problemText = useProblemText();
  const { data, error, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['conversations', 'search', id, q],
    queryFn: ({ signal, pageParam }) =>
      api.get('/conversations/{id}/search', {
        path: { id },
        query: { q, tz: deviceTimeZone(), limit: 20, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled: q !== '',
    placeholderData: (before) => before,
    retry: false,
  });
  const items = q === '' || error ? [] : (data?.pages.flatMap((page) => page.items) ?? []);
  return (
    <search className="grid gap-2">
      <TextField
        type="search"
        label={t('search')}
        help={t('searchHelp')}
        value={typed}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
      <p role="status" className="text-muted text-sm empty:hidden">
        {q === '' || isFetching
          ? ''
          : error
            ? problemText(error)
            : hasNextPage
              ? t('resultCountMore', { count: items.length })
              : t('resultCount', { count: items.length })}
      </p>
      <ul>
        {items.map((message) => (
          <li key={message.id} className="border-line border-b">
            <button
              type="button"
              onClick={() => onJump(message.seq)}
              className="block min-h-11 w-full py-2 text-left hover:underline"
            >
              <span className="block text-muted text-sm">
                {message.sender ? <MemberName member={message.sender} /> : null} ·{' '}
                {format.dateTime(new Date(message.createdAt), { dateStyle: 'medium', timeStyle: 'short' })}
              </span>
              <span className="line-clamp-2 break-words">
                <MatchExcerpt content={message.content} matches={message.matches} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {hasNextPage && items.length > 0 ? (
        <Button size="sm" pending={isFetching} onClick={() => void fetchNextPage()}>
          {t('showMoreResults')}
        </Button>
      ) : null}
    </search>
  );
}

/** A message, cut shortly before the first match. */
function MatchExcerpt({ content, matches }: { content: string; matches: readonly Match[] }) {
  const points = [...content];
  const [first] = matches;
  const from = first && first.start > 2 * CONTEXT_BEFORE ? first.start - CONTEXT_BEFORE : 0;
  return (
    <>
      {from > 0 ? '… ' : ''}
      <bdi>{highlightMatches(points, from, points.length, matches)}</bdi>
    </>
  );
}
