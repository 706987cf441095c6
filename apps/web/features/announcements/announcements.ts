import { type Schemas, serverNow } from '@chitlaq/client';
import { shownAnnouncements } from '@chitlaq/text';
import type { QueryClient } from '@tanstack/react-query';
import { ME_KEY } from '../session/session.ts';

type Me = Schemas['Me'];
type OwnAnnouncement = Schemas['OwnAnnouncement'];
export type Announcement = Schemas['Announcement'];

/** The text in the viewer's language, or else in the other one. */
export function textIn(
  announcement: Pick<Announcement, 'tr' | 'en'>,
  locale: string,
): { title: string; text: string; lang: 'tr' | 'en' } {
  const own = locale === 'en' ? 'en' : 'tr';
  const lang = announcement[own] ? own : own === 'en' ? 'tr' : 'en';
  return { title: '', text: '', ...announcement[lang], lang };
}

/** Changes the announcements that are shown. `undefined`: in what an earlier release stored. */
export const withAnnouncements =
  (change: (shown: OwnAnnouncement[]) => OwnAnnouncement[]) =>
  (me: Me): Me => ({ ...me, announcements: change(me.announcements ?? []) });

export const without =
  ({ id, version }: { id: string; version: number }) =>
  (shown: OwnAnnouncement[]): OwnAnnouncement[] =>
    shown.filter((other) => other.id !== id || other.version > version);

const setShown = (queries: QueryClient, change: (shown: OwnAnnouncement[]) => OwnAnnouncement[]): void => {
  queries.setQueryData<Me>(ME_KEY, (me) => me && withAnnouncements(change)(me));
};

/** An announcement went live, has changed, or has ended early. */
export const receiveAnnouncement = (queries: QueryClient, announcement: Announcement): void =>
  setShown(queries, (shown) => {
    const isSeen = shown.some(({ id, isSeen: wasSeen }) => id === announcement.id && wasSeen);
    const others = shown.filter(({ id }) => id !== announcement.id);
    const hasEnded = new Date(announcement.endsAt).getTime() <= serverNow();
    return hasEnded ? others : shownAnnouncements([...others, { ...announcement, isSeen }]);
  });

/** The member dismissed an announcement on some device. */
export const forgetAnnouncement = (queries: QueryClient, dismissed: { id: string; version: number }): void =>
  setShown(queries, without(dismissed));

export const markSeen = (queries: QueryClient, id: string): void =>
  setShown(queries, (shown) => shown.map((other) => (other.id === id ? { ...other, isSeen: true } : other)));
