'use client';

import { Avatar } from '@chitlaq/ui';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { api } from '../../lib/api.ts';

const MAX_SUGGESTIONS = 6;
/** An unfinished mention before the caret. */
const MENTION_PATTERN = /(?:^|\s)@([\p{L}\p{N}_]{0,30})$/u;

/** The unfinished mention at the caret; undefined if there is none. */
export function mentionAtCaret(text: string, caret: number): { start: number; typed: string } | undefined {
  const typed = MENTION_PATTERN.exec(text.slice(0, caret))?.[1];
  return typed === undefined ? undefined : { start: caret - typed.length, typed };
}

/** Suggests members of the group after "@". */
export function useMentions(options: {
  conversationId: string;
  isGroup: boolean;
  meId: string;
  text: string;
  caret: number;
  /** Receives the text with the mention inserted, and the new caret position. */
  onChoose: (text: string, caret: number) => void;
}) {
  const { conversationId, isGroup, meId, text, caret, onChoose } = options;
  const t = useTranslations('messaging.composer');
  const listId = useId();
  const [active, setActive] = useState(0);
  const [dismissedAt, setDismissedAt] = useState<number>();
  const mention = isGroup ? mentionAtCaret(text, caret) : undefined;
  const { data } = useQuery({
    queryKey: ['conversations', 'names', conversationId],
    queryFn: () =>
      api.get('/conversations/{id}/participants', { path: { id: conversationId }, query: { limit: 100 } }),
    enabled: mention !== undefined,
    staleTime: 60_000,
  });
  const prefix = mention?.typed.toLocaleLowerCase('tr') ?? '';
  const members =
    mention && mention.start !== dismissedAt
      ? (data?.items ?? [])
          .filter(
            ({ id, isInactive, username, displayName }) =>
              id !== meId &&
              !isInactive &&
              (username.startsWith(prefix) || displayName.toLocaleLowerCase('tr').startsWith(prefix)),
          )
          .slice(0, MAX_SUGGESTIONS)
      : [];
  const at = Math.min(active, members.length - 1);
  const choose = (username: string) => {
    if (!mention) return;
    const textBeforeCaret = `${text.slice(0, mention.start)}${username} `;
    setActive(0);
    onChoose(textBeforeCaret + text.slice(caret).replace(/^ /, ''), textBeforeCaret.length);
  };
  /** @returns whether the list has handled the key */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const current = members[at];
    if (!current) return false;
    if (event.key === 'ArrowDown') setActive((at + 1) % members.length);
    else if (event.key === 'ArrowUp') setActive((at + members.length - 1) % members.length);
    else if (event.key === 'Enter' || event.key === 'Tab') choose(current.username);
    else if (event.key === 'Escape') setDismissedAt(mention?.start);
    else return false;
    event.preventDefault();
    return true;
  };
  const isOpen = members.length > 0;
  const list = isOpen ? (
    <div
      id={listId}
      role="listbox"
      aria-label={t('mentions')}
      className="absolute inset-x-2 bottom-full z-10 mb-1 rounded-card border border-line bg-surface p-1 shadow-float"
    >
      {members.map((member, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the field, which names the active option
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys
        <div
          key={member.id}
          id={`${listId}-${index}`}
          role="option"
          aria-selected={index === at}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(member.username)}
          className={`flex min-h-11 items-center gap-3 rounded-control px-3 ${index === at ? 'bg-wash' : ''}`}
        >
          <Avatar name={member.displayName} seed={member.id} src={member.avatarUrl} size={24} />
          <span className="min-w-0 truncate">
            <bdi>{member.displayName}</bdi> <span className="text-muted">@{member.username}</span>
          </span>
        </div>
      ))}
    </div>
  ) : null;
  return {
    list,
    onKeyDown,
    field: isOpen ? { 'aria-controls': listId, 'aria-activedescendant': `${listId}-${at}` } : {},
  };
}
