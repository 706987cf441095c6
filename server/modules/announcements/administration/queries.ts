import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { AnnouncementRow } from '../queries.ts';
import type { Figures, NewAnnouncement, State } from './schemas.ts';

export interface ManagedRow extends Omit<AnnouncementRow, 'startsAt' | 'endsAt'> {
  startsAt: Date | null;
  endsAt: Date | null;
  publishedAt: Date | null;
  figures: Figures | null;
  changedById: string | null;
  changedByName: string | null;
  changedAt: Date;
  universities: { id: string; name: string }[];
}

const COLUMNS = sql`announcement.id, announcement.version, shown_version as "shownVersion", level, is_dismissable as "isDismissable",
  starts_at as "startsAt", ends_at as "endsAt", title_tr as "titleTr", text_tr as "textTr", title_en as "titleEn", text_en as "textEn",
  link, university_ids as "universityIds", affiliations, roles, published_at as "publishedAt", figures,
  changed_by as "changedById", changer.username as "changedByName", changed_at as "changedAt",
  (select coalesce(json_agg(json_build_object('id', university.id, 'name', university.name) order by university.name), '[]')
    from auth.university_view university where university.id = any(announcement.university_ids)) as universities`;
const FROM = sql`announcements.announcements announcement left join auth.member_view changer on changer.id = announcement.changed_by`;

const inState = (state: State, now: Date) =>
  ({
    draft: sql<boolean>`published_at is null`,
    scheduled: sql<boolean>`published_at is not null and starts_at > ${now}`,
    live: sql<boolean>`published_at is not null and starts_at <= ${now} and ends_at > ${now}`,
    ended: sql<boolean>`published_at is not null and starts_at <= ${now} and ends_at <= ${now}`,
  })[state];

/** The state of an announcement; `inState` says the same in SQL. */
export const stateOf = (
  { publishedAt, startsAt, endsAt }: Pick<ManagedRow, 'publishedAt' | 'startsAt' | 'endsAt'>,
  now: Date,
): State => {
  if (publishedAt === null || startsAt === null || endsAt === null) return 'draft';
  if (startsAt > now) return 'scheduled';
  return endsAt > now ? 'live' : 'ended';
};

/** Announcements, the newest first. Index: announcements_pkey. */
export async function listManaged(
  db: Db,
  query: { state: State | undefined; before: string | null; limit: number; now: Date },
): Promise<ManagedRow[]> {
  const { rows } = await sql<ManagedRow>`
    select ${COLUMNS} from ${FROM}
    where ${query.state === undefined ? sql`true` : inState(query.state, query.now)}
      and ${query.before === null ? sql`true` : sql`announcement.id < ${query.before}`}
    order by announcement.id desc limit ${query.limit}`.execute(db);
  return rows;
}

/** Index: announcements_pkey. */
export async function findManaged(db: Db, id: string): Promise<ManagedRow | undefined> {
  const { rows } =
    await sql<ManagedRow>`select ${COLUMNS} from ${FROM} where announcement.id = ${id}`.execute(db);
  return rows[0];
}

/** Locks an announcement until the transaction ends. @returns whether it exists. Index: announcements_pkey */
export async function lockAnnouncement(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from announcements.announcements where id = ${id} for update`.execute(
    db,
  );
  return rows.length > 0;
}

/** Makes new announcements wait for each other, so that their number is bounded. */
export const lockNumber = (db: Db) =>
  sql`select pg_advisory_xact_lock(hashtextextended('announcements.number', 7))`.execute(db);

/** How many have not ended. */
export async function countOpen(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from announcements.announcements where published_at is null or ends_at > ${now}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** How many of these universities exist. Index: universities_pkey. */
export async function countUniversities(db: Db, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from auth.university_view where id = any(${ids}::uuid[])`.execute(db);
  return rows[0]?.count ?? 0;
}

const toColumns = (content: NewAnnouncement) => ({
  title_tr: content.titleTr,
  text_tr: content.textTr,
  title_en: content.titleEn,
  text_en: content.textEn,
  link: content.link,
  level: content.level,
  is_dismissable: content.isDismissable,
  starts_at: content.startsAt === null ? null : new Date(content.startsAt),
  ends_at: content.endsAt === null ? null : new Date(content.endsAt),
  university_ids: [...new Set(content.universityIds)],
  affiliations: [...new Set(content.affiliations)],
  roles: [...new Set(content.roles)],
});

export async function insertAnnouncement(
  db: Db,
  row: { id: string; content: NewAnnouncement; by: string; now: Date },
): Promise<void> {
  await db
    .insertInto('announcements.announcements')
    .values({
      id: row.id,
      ...toColumns(row.content),
      published_at: null,
      changed_by: row.by,
      changed_at: row.now,
    })
    .execute();
}

interface Change {
  id: string;
  by: string;
  now: Date;
}

/** Writes the next version of a locked announcement. @param change.showAgain  also to those who dismissed it */
export async function updateContent(
  db: Db,
  change: Change & { content: NewAnnouncement; showAgain: boolean },
): Promise<void> {
  await db
    .updateTable('announcements.announcements')
    .set((eb) => ({
      ...toColumns(change.content),
      version: eb('version', '+', 1),
      ...(change.showAgain ? { shown_version: eb('version', '+', 1) } : {}),
      changed_by: change.by,
      changed_at: change.now,
    }))
    .where('id', '=', change.id)
    .execute();
}

/** Publishes a locked announcement, ends it, or makes a draft of it again. */
export async function updateState(
  db: Db,
  change: Change & { publishedAt: Date | null; startsAt: Date | null; endsAt: Date | null },
): Promise<void> {
  await db
    .updateTable('announcements.announcements')
    .set((eb) => ({
      published_at: change.publishedAt,
      starts_at: change.startsAt,
      ends_at: change.endsAt,
      version: eb('version', '+', 1),
      changed_by: change.by,
      changed_at: change.now,
    }))
    .where('id', '=', change.id)
    .execute();
}

export async function deleteAnnouncement(db: Db, id: string): Promise<void> {
  await db.deleteFrom('announcements.announcements').where('id', '=', id).execute();
}

/** Notes that live announcements are being sent in their current version. @returns those that were not. Of two at once, one gets each. */
export async function takeDue(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update announcements.announcements set announced_version = version
    where id in (select id from announcements.announcements
      where published_at is not null and starts_at <= ${now} and ends_at > ${now} and announced_version < version
      for update skip locked)
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}

export interface ReceiptCounts {
  universityId: string;
  name: string;
  seen: number;
  dismissed: number;
  opened: number;
}

/** What members of each university did with an announcement. Index: receipts_pkey. */
export async function countReceipts(db: Db, id: string): Promise<ReceiptCounts[]> {
  const { rows } = await sql<ReceiptCounts>`
    select member.university_id as "universityId", min(member.university_name) as name, count(*)::int as seen,
      (count(*) filter (where receipt.dismissed_version is not null))::int as dismissed,
      (count(*) filter (where receipt.has_opened_link))::int as opened
    from announcements.receipts receipt join auth.member_view member on member.id = receipt.member_id
    where receipt.announcement_id = ${id}
    group by member.university_id order by name, member.university_id`.execute(db);
  return rows;
}

/** Announcements that have ended and whose figures are not kept yet, or whose receipts are not all deleted. */
export async function findEndedWithReceipts(
  db: Db,
  now: Date,
): Promise<{ id: string; hasFigures: boolean }[]> {
  const { rows } = await sql<{ id: string; hasFigures: boolean }>`
    select id, figures is not null as "hasFigures" from announcements.announcements announcement
    where published_at is not null and ends_at <= ${now}
      and (figures is null or exists (select from announcements.receipts where announcement_id = announcement.id))
    order by ends_at limit 10`.execute(db);
  return rows;
}

export async function saveFigures(db: Db, id: string, figures: Figures): Promise<void> {
  await db
    .updateTable('announcements.announcements')
    .set({ figures: JSON.stringify(figures) })
    .where('id', '=', id)
    .execute();
}

/** @returns how many were deleted. Index: receipts_pkey */
export async function deleteReceipts(db: Db, id: string, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from announcements.receipts where announcement_id = ${id} and member_id in (
      select member_id from announcements.receipts where announcement_id = ${id} limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
