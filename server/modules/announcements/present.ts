import type { AnnouncementRow } from './queries.ts';
import type { Announcement } from './schemas.ts';

const textsOf = (title: string, text: string) => (title === '' ? null : { title, text });

/** An announcement as members read it. */
export const present = (row: AnnouncementRow): Announcement => ({
  id: row.id,
  version: row.version,
  level: row.level,
  isDismissable: row.isDismissable,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  tr: textsOf(row.titleTr, row.textTr),
  en: textsOf(row.titleEn, row.textEn),
  link: row.link,
});
