'use client';

import type { Schemas } from '@chitlaq/client';
import {
  actorNames,
  type NotificationIcon,
  notificationPath,
  notificationVariant,
} from '@chitlaq/text/notifications';
import { Avatar, IconButton, LazyMenu } from '@chitlaq/ui';
import {
  Archive,
  AtSign,
  Bell,
  CalendarX,
  Ellipsis,
  Heart,
  type LucideIcon,
  Mail,
  MessageCircle,
  Quote,
  Repeat2,
  ShieldCheck,
  UserPlus,
} from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { MemberName } from '../../components/member-name.tsx';
import { PrefetchLink } from '../../components/prefetch-link.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';

export const loadQuietTimeMenu = async () => (await import('../safety/quiet-time-menu.tsx')).QuietTimeMenu;

export type Notification = Schemas['Notification'];

const ICONS: Record<NotificationIcon, LucideIcon> = {
  archive: Archive,
  'at-sign': AtSign,
  bell: Bell,
  'calendar-x': CalendarX,
  heart: Heart,
  mail: Mail,
  'message-circle': MessageCircle,
  quote: Quote,
  repeat: Repeat2,
  shield: ShieldCheck,
  'user-plus': UserPlus,
};

/** One notification. The whole row is a link. A new one is marked with text, not only by colour. */
export function NotificationRow({ notification, isNew }: { notification: Notification; isNew: boolean }) {
  const t = useTranslations('notifications');
  const tShell = useTranslations('shell');
  const { actors, post, at } = notification;
  const Icon = ICONS[notificationVariant(notification).icon];
  const target = notificationPath(notification);
  const text = post?.contentWarning ?? post?.content ?? '';
  const sentence = (
    <>
      {isNew ? <span className="sr-only">{t('new')}: </span> : null}
      <Sentence notification={notification} />
    </>
  );
  return (
    <li
      className={`relative flex gap-3 border-line border-b px-4 py-3 ${isNew ? 'bg-surface' : ''} ${target ? 'hover:bg-wash' : ''}`}
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
            <PrefetchLink href={target} className="after:absolute after:inset-0">
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
      {isNew ? <span aria-hidden="true" className="mt-3 size-2.5 shrink-0 rounded-full bg-nar" /> : null}
      {actors.length > 0 ? (
        <LazyMenu
          load={loadQuietTimeMenu}
          menuProps={{}}
          trigger={
            // Above the link of the row.
            <IconButton
              label={tShell('quietTime.button')}
              tooltip={null}
              tone="muted"
              className="relative z-10 -my-1.5 -mr-2.5 shrink-0"
            >
              <Ellipsis aria-hidden="true" />
            </IconButton>
          }
        />
      ) : null}
    </li>
  );
}

const FIRST_PLACE = 0xe000;

function Sentence({ notification }: { notification: Notification }) {
  const locale = useLocale() === 'en' ? 'en' : 'tr';
  const { actors, count } = notification;
  const [before, after] = notificationVariant(notification).sentence[locale].split('{who}');
  if (after === undefined) return before;
  // A character for private use stands for each actor, because a name may have a mark beside it.
  const places = actors.map((_, at) => String.fromCharCode(FIRST_PLACE + at));
  return (
    <>
      {before}
      <strong className="font-medium">
        {actorNames(locale, places, count)
          .split(/([\ue000-\ue0ff])/)
          .map((part) => {
            const actor = actors[part.charCodeAt(0) - FIRST_PLACE];
            return actor ? <MemberName key={actor.id} member={actor} /> : part;
          })}
      </strong>
      {after}
    </>
  );
}
