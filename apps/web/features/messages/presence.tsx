'use client';

import { isolate } from '@chitlaq/text';
import { useEffect, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useLiveState, watchPresence } from '../realtime/live-state.ts';
import { useMe } from '../session/session.ts';
import type { Conversation } from './types.ts';

/**
 * Subscribes to the presence of the other members of direct conversations while the component is mounted. The server
 * decides at the subscription whose presence is visible, so one that is accepted or unblocked is subscribed to again.
 */
export function usePresence(conversations: readonly Conversation[]): void {
  const watched = conversations
    .filter(({ type }) => type === 'direct')
    .flatMap(({ participants, request, awaitsAcceptance, blocking }) =>
      participants
        .filter(({ isInactive }) => !isInactive)
        .map(({ id }) => (request || awaitsAcceptance || blocking ? `${id}:closed` : id)),
    )
    .join(' ');
  useEffect(
    () => watchPresence(watched === '' ? [] : watched.split(' ').map((id) => id.replace(':closed', ''))),
    [watched],
  );
}

/** A dot on the avatar of an online member. The conversation's header says it in words. */
export function PresenceDot({ memberId }: { memberId: string }) {
  const t = useTranslations('messaging');
  const isOnline = useLiveState((live) => live.presences[memberId]?.online ?? false);
  if (!isOnline) return null;
  return (
    <span
      title={t('online')}
      className="-right-0.5 -bottom-0.5 absolute size-3 rounded-full border-2 border-paper bg-good"
    >
      <span className="sr-only">{t('online')}</span>
    </span>
  );
}

/** Who is typing, as a sentence; undefined if nobody is. */
export function useTypingText(conversation: Conversation | undefined): string | undefined {
  const t = useTranslations('messaging');
  const meId = useMe()?.user.id;
  const typing = useLiveState((live) => (conversation ? live.typing[conversation.id] : undefined));
  return useMemo(() => {
    const ids = (typing ?? []).filter((id) => id !== meId);
    if (!conversation || ids.length === 0) return undefined;
    if (conversation.type === 'direct') return t('typing');
    const names = ids.flatMap(
      (id) => conversation.participants.find((participant) => participant.id === id)?.displayName ?? [],
    );
    return names.length === 1 && ids.length === 1
      ? t('typingOne', { name: isolate(names[0] ?? '') })
      : t('typingMany', { count: ids.length });
  }, [typing, conversation, meId, t]);
}
