'use client';

import type { Schemas } from '@chitlaq/client';
import { useServerNow } from '@chitlaq/react';
import { IconButton } from '@chitlaq/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Megaphone, TriangleAlert, X } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { AppLink } from '../../components/app-link.tsx';
import { LinkedText } from '../../components/linked-text.tsx';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useOptimisticChange } from '../../lib/use-optimistic-change.ts';
import { ME_KEY } from '../session/session.ts';
import { AnnouncementLink } from './announcement-link.tsx';
import { markSeen, textIn, withAnnouncements, without } from './announcements.ts';

type OwnAnnouncement = Schemas['OwnAnnouncement'];

/** An announcement reaches thousands of pages in the same second. They say that it was seen at different times. */
const SEEN_AFTER_MS = { least: 3_000, most: 60_000 };
/** It leaves the screen soon after its end. */
const REFRESH_MS = 10_000;

/**
 * The first of the live announcements: one line, which opens to the whole text. Its height before it opens is that of its
 * placeholder in the shell, so that nothing moves when it is loaded.
 */
export function AnnouncementBar({ announcements }: { announcements: readonly OwnAnnouncement[] }) {
  const now = useServerNow(REFRESH_MS);
  const live = announcements.filter(({ endsAt }) => new Date(endsAt) > now);
  const [first] = live;
  return first ? (
    <Bar key={`${first.id} ${first.version}`} announcement={first} more={live.length - 1} />
  ) : null;
}

function Bar({ announcement, more }: { announcement: OwnAnnouncement; more: number }) {
  const t = useTranslations('shell.announcement');
  const locale = useLocale();
  const textId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const change = useOptimisticChange<Schemas['Me']>(ME_KEY);
  const { id, version, level, isDismissable } = announcement;
  const { title, text, lang } = textIn(announcement, locale);
  const isImportant = level === 'important';
  const label = t(isImportant ? 'important' : 'label');
  const Icon = isImportant ? TriangleAlert : Megaphone;
  useSeen(announcement);
  const dismiss = () =>
    change(withAnnouncements(without({ id, version })), () =>
      api.put('/announcements/{id}/receipt', { path: { id }, body: { version, kind: 'dismissed' } }),
    );
  return (
    <section
      aria-label={t('label')}
      data-announcement=""
      className={`shrink-0 border-line border-b ${isImportant ? 'bg-warn-soft' : 'bg-info-soft'}`}
    >
      <div className="flex h-14 items-center gap-3 px-4">
        <Icon aria-hidden="true" className={`size-5 shrink-0 ${isImportant ? 'text-warn' : 'text-info'}`} />
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={textId}
          className="grid h-full min-w-0 flex-1 content-center text-left"
          onClick={() => setIsOpen(!isOpen)}
        >
          <span className="block truncate font-medium">
            {isOpen ? label : null}
            {!isOpen && isImportant ? <span className="sr-only">{`${label}: `}</span> : null}
            {isOpen ? null : <bdi lang={lang}>{title}</bdi>}
          </span>
          <span className="block truncate text-sm">
            {isOpen ? t('less') : text ? <bdi lang={lang}>{text}</bdi> : t('open')}
          </span>
        </button>
        {more > 0 ? (
          <AppLink
            href={paths.announcements}
            className="link touch-44 shrink-0 text-sm"
            aria-label={t('more', { count: more })}
          >
            +{more}
          </AppLink>
        ) : null}
        {isDismissable ? (
          <IconButton
            label={t('dismiss')}
            tone="muted"
            className="-mr-2.5 shrink-0"
            onClick={() => void dismiss()}
          >
            <X aria-hidden="true" />
          </IconButton>
        ) : null}
      </div>
      <div id={textId} hidden={!isOpen} className="grid gap-2 px-4 pb-3">
        {isOpen ? (
          <>
            <div lang={lang} className="max-h-[40dvh] overflow-y-auto">
              <p dir="auto" className="break-words font-medium">
                {title}
              </p>
              {text ? <LinkedText text={text} /> : null}
            </div>
            <p className="flex flex-wrap gap-x-6 gap-y-2">
              <AnnouncementLink announcement={announcement}>{t('link')}</AnnouncementLink>
              <AppLink className="link" href={paths.announcements}>
                {t('all')}
              </AppLink>
            </p>
          </>
        ) : null}
      </div>
    </section>
  );
}

/** Tells the server once that the announcement was shown. */
function useSeen({ id, version, isSeen }: OwnAnnouncement): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (isSeen) return;
    const { least, most } = SEEN_AFTER_MS;
    const timer = setTimeout(
      () => {
        if (document.visibilityState !== 'visible') return;
        api
          .put('/announcements/{id}/receipt', { path: { id }, body: { version, kind: 'seen' } })
          .then(() => markSeen(queries, id))
          .catch(() => undefined); // another page of the member will
      },
      least + Math.random() * (most - least),
    );
    return () => clearTimeout(timer);
  }, [id, version, isSeen, queries]);
}
