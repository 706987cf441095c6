'use client';

import { recentAsNow, useServerNow } from '@chitlaq/react';
import { Avatar, IconButton } from '@chitlaq/ui';
import { ArrowLeft, Info } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { MemberName } from '../../components/member-name.tsx';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { paths } from '../../lib/paths.ts';
import { useLiveState } from '../realtime/live-state.ts';
import { useConversationTitle } from './message-texts.ts';
import { PresenceDot, usePresence, useTypingText } from './presence.tsx';
import type { Conversation } from './types.ts';
import type { JumpTarget } from './use-thread.ts';

const Details = lazy(async () => ({ default: (await import('./details.tsx')).Details }));

/** The title of a conversation, presence, and the button for its details. */
export function ThreadHeader({
  conversation,
  meId,
  onJump,
}: {
  conversation: Conversation;
  meId: string;
  onJump: (goal: JumpTarget) => void;
}) {
  const t = useTranslations('messaging');
  const title = useConversationTitle()(conversation);
  const [isOpen, setIsOpen] = useState(false);
  const [other] = conversation.participants;
  const isDirect = conversation.type === 'direct';
  usePresence([conversation]);
  return (
    <header className="flex min-h-14 shrink-0 items-center gap-2 border-line border-b bg-paper px-2">
      <IconButton asChild label={t('toList')} className="desktop:hidden">
        <PrefetchLink href={paths.messages()}>
          <ArrowLeft aria-hidden="true" />
        </PrefetchLink>
      </IconButton>
      <button
        type="button"
        onClick={() => setIsOpen(true)}
        className="flex min-w-0 flex-1 items-center gap-3 rounded-control px-2 py-1.5 text-left hover:bg-wash"
      >
        <span className="relative shrink-0 cramped:hidden">
          <Avatar name={title.name} seed={title.seed} src={title.src} size={40} />
          {isDirect && other ? <PresenceDot memberId={other.id} /> : null}
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate font-bold">
            <h1 className="inline">
              <MemberName member={{ displayName: title.name, official: title.official }} />
            </h1>
          </span>
          <Subtitle conversation={conversation} />
        </span>
      </button>
      <IconButton label={t('details.title')} onClick={() => setIsOpen(true)}>
        <Info aria-hidden="true" />
      </IconButton>
      {isOpen ? (
        <Suspense fallback={null}>
          <Details
            conversation={conversation}
            meId={meId}
            onClose={() => setIsOpen(false)}
            onJump={(goal) => {
              setIsOpen(false);
              onJump(goal);
            }}
          />
        </Suspense>
      ) : null}
    </header>
  );
}

function Subtitle({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('messaging');
  const format = useFormatter();
  const now = useServerNow();
  const typingText = useTypingText(conversation);
  const [other] = conversation.participants;
  const presence = useLiveState((live) => (other ? live.presences[other.id] : undefined));
  if (typingText) return <span className="block truncate text-nar text-sm">{typingText}</span>;
  if (conversation.type === 'group')
    return (
      <span className="block truncate text-muted text-sm">
        {t('members', { count: conversation.memberCount })}
      </span>
    );
  if (presence?.online) return <span className="block truncate text-good text-sm">{t('online')}</span>;
  if (presence?.lastSeenAt)
    return (
      <span className="block truncate text-muted text-sm">
        {t('lastSeen', { when: format.relativeTime(recentAsNow(new Date(presence.lastSeenAt), now), now) })}
      </span>
    );
  return other && !other.isInactive ? (
    <span className="block truncate text-muted text-sm">@{other.username}</span>
  ) : null;
}
