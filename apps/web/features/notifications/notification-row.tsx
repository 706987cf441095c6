'use client';

import type { Schemas } from '@chitlaq/client';
import { isolate } from '@chitlaq/text';
import { Avatar } from '@chitlaq/ui';
import {
  Archive,
  AtSign,
  CalendarX,
  Heart,
  type LucideIcon,
  Mail,
  MessageCircle,
  Quote,
  Repeat2,
  ShieldCheck,
  UserPlus,
} from 'lucide-react';
import { useTranslations } from 'use-intl';
import { paths } from '../../lib/paths.ts';
import { RelativeTime } from '../feed/relative-time.tsx';
import { PrefetchLink } from '../frame/prefetch-link.tsx';

export type Notification = Schemas['Notification'];

const ICONS: Record<Notification['kind'], LucideIcon> = {
  follow: UserPlus,
  follow_request: UserPlus,
  like: Heart,
  repost: Repeat2,
  reply: MessageCircle,
  mention: AtSign,
  quote: Quote,
  message: Mail,
  moderation: ShieldCheck,
  system: CalendarX,
};

/** The path that the notification leads to; null if there is none. */
function targetOf({ kind, topic, post, actors, count, subjectId }: Notification): string | null {
  if (post) return paths.post(post.id);
  if (kind === 'follow_request' && topic === null) return paths.followRequests;
  if (topic === 'schedule_failed') return paths.scheduled;
  if (topic === 'export_ready') return paths.settingsPage('messages');
  const [first] = actors;
  if (kind === 'message') return subjectId ? paths.conversation(subjectId) : null;
  if (!first) return null;
  return count === 1 ? paths.member(first.username) : null;
}

/** One notification. The whole row is a link. An unread one is marked with text, not only by colour. */
export function NotificationRow({
  notification,
  onOpen,
}: {
  notification: Notification;
  onOpen: () => void;
}) {
  const t = useTranslations('notifications');
  const { kind, topic, actors, post, isRead, at } = notification;
  const Icon = topic === 'export_ready' ? Archive : ICONS[kind];
  const target = targetOf(notification);
  const text = post?.contentWarning ?? post?.content ?? '';
  const sentence = (
    <>
      {isRead ? null : <span className="sr-only">{t('unread')}: </span>}
      <Sentence notification={notification} />
    </>
  );
  return (
    <li
      className={`relative flex gap-3 border-line border-b px-4 py-3 ${isRead ? '' : 'bg-surface'} ${target ? 'hover:bg-wash' : ''}`}
    >
      <Icon aria-hidden="true" className="mt-2 size-5 shrink-0 text-nar" />
      <div className="min-w-0 flex-1">
        {actors.length > 0 ? (
          <div className="mb-1.5 flex gap-1.5">
            {actors.map((actor) => (
              <Avatar
                key={actor.id}
                name={actor.displayName}
                seed={actor.id}
                src={actor.avatarUrl}
                size={32}
              />
            ))}
          </div>
        ) : null}
        <p className="break-words">
          {target ? (
            <PrefetchLink href={target} onClick={onOpen} className="after:absolute after:inset-0">
              {sentence}
            </PrefetchLink>
          ) : (
            sentence
          )}{' '}
          <RelativeTime at={at} className="whitespace-nowrap text-muted text-sm" />
        </p>
        {text ? (
          <p dir="auto" className="mt-1 line-clamp-2 break-words text-muted">
            {text}
          </p>
        ) : null}
      </div>
      {isRead ? null : <span aria-hidden="true" className="mt-3 size-2.5 shrink-0 rounded-full bg-nar" />}
    </li>
  );
}

const SENTENCE_KEYS = [
  'follow',
  'follow_request',
  'follow_request_accepted',
  'like',
  'like_post_rewritten',
  'repost',
  'reply',
  'mention',
  'quote',
  'message',
  'message_request',
  'post_removed',
  'message_removed',
  'post_reviewed',
  'message_reviewed',
  'message_context_reviewed',
  'suspended',
  'report_upheld',
  'report_dismissed',
  'schedule_failed',
  'export_ready',
] as const;

function Sentence({ notification: { kind, topic, actors, count } }: { notification: Notification }) {
  const t = useTranslations('notifications');
  const hasActors = kind !== 'moderation' && kind !== 'system';
  const name = hasActors && topic !== null ? `${kind}_${topic}` : (topic ?? kind);
  const sentenceKey = SENTENCE_KEYS.find((candidate) => candidate === name) ?? 'other';
  const [first, second] = actors.map((actor) => isolate(actor.displayName));
  const who = () => (
    <strong className="font-medium">
      {count === 2 && second !== undefined
        ? t('two', { first: first ?? '', second })
        : count > 1
          ? t('many', { first: first ?? '', others: count - 1 })
          : first}
    </strong>
  );
  return <>{t.rich(`said.${sentenceKey}`, { who })}</>;
}
