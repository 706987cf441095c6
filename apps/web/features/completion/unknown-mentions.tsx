'use client';

import { parseEntities } from '@chitlaq/text';
import { useQueries } from '@tanstack/react-query';
import { UserX } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';
import type { CompletionTarget } from './insert-completion.ts';

const MAX_CHECKED = 10;

/** Names mentions of usernames that nobody has. The one at the caret is still being typed. */
export function UnknownMentions({ text, target }: { text: string; target: CompletionTarget | undefined }) {
  const t = useTranslations('completion');
  const settledText = target ? text.slice(0, target.start) + text.slice(target.caret) : text;
  const usernames = new Set(
    parseEntities(settledText).flatMap((entity) => (entity.type === 'mention' ? entity.username : [])),
  );
  const unknown = useQueries({
    queries: [...usernames].slice(0, MAX_CHECKED).map((username) => ({
      queryKey: ['username', username],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get('/auth/username-available', { query: { username }, signal }),
      staleTime: 300_000,
      retry: false,
    })),
    combine: (results) =>
      [...usernames].filter((_, index) => results[index]?.data?.available).map((username) => `@${username}`),
  });
  return (
    <p role="status" className="flex items-center gap-1.5 text-muted text-sm empty:hidden">
      {unknown.length > 0 ? (
        <>
          <UserX aria-hidden="true" className="size-4" />
          <span className="min-w-0 break-words">
            {t('nobody', { count: unknown.length, names: unknown.join(', ') })}
          </span>
        </>
      ) : null}
    </p>
  );
}
