'use client';

import { TextField } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import type { Conversation } from './types.ts';

const PAUSE_MS = 200;

/** Searches a conversation; what is found leads to its place. */
export function Finding({
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
    const timer = setTimeout(() => setQ(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data, isFetching } = useQuery({
    queryKey: ['conversations', 'found', id, q],
    queryFn: ({ signal }) =>
      api.get('/conversations/{id}/search', { path: { id }, query: { q, limit: 20 }, signal }),
    enabled: q !== '',
    placeholderData: (before) => before,
    retry: false,
  });
  const items = q === '' ? [] : (data?.items ?? []);
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
        {q === '' || isFetching ? '' : t('found', { count: items.length })}
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
                {message.sender?.displayName} ·{' '}
                {format.dateTime(new Date(message.createdAt), { dateStyle: 'medium', timeStyle: 'short' })}
              </span>
              <span className="line-clamp-2 break-words">{message.content}</span>
            </button>
          </li>
        ))}
      </ul>
    </search>
  );
}
