'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { CAMPUS_TIME_ZONE } from './campus-time.ts';
import type { ManagedAnnouncement } from './types.ts';

/** From when until when an announcement is shown, by the clock of the campus. */
export function Period({ announcement: { startsAt, endsAt } }: { announcement: ManagedAnnouncement }) {
  const t = useTranslations('announcements');
  const format = useFormatter();
  const time = (at: string | null, missing: string) =>
    at === null
      ? missing
      : format.dateTime(new Date(at), {
          dateStyle: 'medium',
          timeStyle: 'short',
          timeZone: CAMPUS_TIME_ZONE,
        });
  return t('period', { from: time(startsAt, t('atOnce')), to: time(endsAt, t('noEnd')) });
}

/** Whom an announcement is for, in words. */
export function useAudience(): (
  announcement: Pick<ManagedAnnouncement, 'universities' | 'affiliations' | 'roles'>,
) => string {
  const t = useTranslations('announcements');
  const labels = useTranslations('labels');
  const format = useFormatter();
  return ({ universities, affiliations, roles }) => {
    const parts = [
      universities.map(({ name }) => name),
      affiliations.map((affiliation) => labels(`affiliations.${affiliation}`)),
      roles.map((role) => labels(`roles.${role}`)),
    ].filter(({ length }) => length > 0);
    if (parts.length === 0) return t('everybody');
    return parts.map((names) => format.list(names, { type: 'disjunction' })).join(' · ');
  };
}
