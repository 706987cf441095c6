'use client';

import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { api } from '../../lib/api.ts';
import type { Caret } from '../../lib/use-caret.ts';
import { useLoaded } from '../../lib/use-loaded.ts';
import { startsLike } from '../completion/insert-completion.ts';
import { useCompletion } from '../completion/use-completion.tsx';

const MAX_SUGGESTIONS = 6;
// Lazy: it knows all that a link can be.
const loadCompletion = () => import('../completion/completion-at-caret.ts');

/** Completes mentions of the group's members. */
export function useMentions({
  conversationId,
  isGroup,
  meId,
  field,
  text,
  caret,
}: {
  conversationId: string;
  isGroup: boolean;
  meId: string;
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  caret: Caret;
}) {
  const completion = useLoaded(isGroup && text.includes('@'), loadCompletion);
  const atCaret = isGroup ? completion?.completionAtCaret(text, caret.position) : undefined;
  const target = atCaret?.sigil === '@' ? atCaret : undefined;
  const { data } = useQuery({
    queryKey: ['conversations', 'names', conversationId],
    queryFn: () =>
      api.get('/conversations/{id}/participants', { path: { id: conversationId }, query: { limit: 100 } }),
    enabled: target !== undefined,
    staleTime: 60_000,
  });
  const members = target
    ? (data?.items ?? [])
        .filter(
          ({ id, isInactive, username, displayName }) =>
            id !== meId &&
            !isInactive &&
            (startsLike(username, target.typed) || startsLike(displayName, target.typed)),
        )
        .slice(0, MAX_SUGGESTIONS)
    : [];
  return useCompletion({ field, text, caret, target, options: members, placement: 'above' });
}
