import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Role, Viewer } from '../../platform/http/viewer.ts';

export interface AnnouncementRow {
  id: string;
  version: number;
  shownVersion: number;
  level: 'information' | 'important';
  isDismissable: boolean;
  /** Both are set in what is published. */
  startsAt: Date;
  endsAt: Date;
  titleTr: string;
  textTr: string;
  titleEn: string;
  textEn: string;
  link: string | null;
  universityIds: string[];
  affiliations: string[];
  roles: string[];
}

const COLUMNS = sql`id, version, shown_version as "shownVersion", level, is_dismissable as "isDismissable", starts_at as "startsAt",
  ends_at as "endsAt", title_tr as "titleTr", text_tr as "textTr", title_en as "titleEn", text_en as "textEn", link,
  university_ids as "universityIds", affiliations, roles`;

/** Somebody who reads announcements. */
export interface Reader {
  id: string;
  universityId: string;
  /** The highest one. */
  role: Role;
}

/** The person counts, not what this session may do: whether it has shown a second factor changes nothing. */
export const readerOf = ({ id, universityId, roles, rolesWithSecondFactor }: Viewer): Reader => ({
  id,
  universityId,
  role: (rolesWithSecondFactor ?? roles).at(-1) ?? 'member',
});

/** Whether it is for this reader, as far as one knows without reading their account: the affiliation is left. */
export const mayConcern = (
  { universityIds, roles }: Pick<AnnouncementRow, 'universityIds' | 'roles'>,
  reader: Reader,
): boolean =>
  (universityIds.length === 0 || universityIds.includes(reader.universityId)) &&
  (roles.length === 0 || roles.includes(reader.role));

/** Over a row `announcement`: whether its affiliations leave the member out. Index: users_pkey, if it names any. */
const concernsAffiliation = (
  memberId: RawBuilder<unknown>,
) => sql<boolean>`(cardinality(announcement.affiliations) = 0
  or (select affiliation from auth.member_view where id = ${memberId}) = any(announcement.affiliations))`;

const concerns = (reader: Reader) => sql<boolean>`(
  (cardinality(announcement.university_ids) = 0 or ${reader.universityId}::uuid = any(announcement.university_ids))
  and (cardinality(announcement.roles) = 0 or ${reader.role} = any(announcement.roles))
  and ${concernsAffiliation(sql`${reader.id}::uuid`)})`;

/** What is published and has not ended: some fifty at most. */
export async function findPublished(db: Db, now: Date): Promise<AnnouncementRow[]> {
  const { rows } = await sql<AnnouncementRow>`
    select ${COLUMNS} from announcements.announcements announcement
    where published_at is not null and ends_at > ${now}`.execute(db);
  return rows;
}

/**
 * Which of some live announcements are for the reader and were not dismissed since they were last to be shown.
 * Index: announcements_pkey, receipts_pkey.
 */
export async function findUndismissed(
  db: Db,
  reader: Reader,
  ids: readonly string[],
): Promise<Map<string, { isSeen: boolean }>> {
  const { rows } = await sql<{ id: string; isSeen: boolean }>`
    select announcement.id, receipt.member_id is not null as "isSeen"
    from announcements.announcements announcement
    left join announcements.receipts receipt on receipt.announcement_id = announcement.id and receipt.member_id = ${reader.id}
    where announcement.id = any(${ids}::uuid[]) and ${concernsAffiliation(sql`${reader.id}::uuid`)}
      and coalesce(receipt.dismissed_version, 0) < announcement.shown_version`.execute(db);
  return new Map(rows.map(({ id, isSeen }) => [id, { isSeen }]));
}

/** Those of some active members who have not dismissed the announcement and whom its affiliations do not leave out. */
export async function findAudience(db: Db, id: string, memberIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select member.id
    from announcements.announcements announcement
    join auth.member_view member on member.id = any(${memberIds}::uuid[]) and member.status = 'active'
    left join announcements.receipts receipt on receipt.announcement_id = announcement.id and receipt.member_id = member.id
    where announcement.id = ${id} and coalesce(receipt.dismissed_version, 0) < announcement.shown_version
      and (cardinality(announcement.affiliations) = 0 or member.affiliation = any(announcement.affiliations))`.execute(
    db,
  );
  return new Set(rows.map((row) => row.id));
}

/** A published announcement. Index: announcements_pkey. */
export async function findPublishedById(db: Db, id: string): Promise<AnnouncementRow | undefined> {
  const { rows } = await sql<AnnouncementRow>`
    select ${COLUMNS} from announcements.announcements announcement
    where id = ${id} and published_at is not null`.execute(db);
  return rows[0];
}

/** One that has begun and is for the reader, ended or not. Index: announcements_pkey. */
export async function findReadable(
  db: Db,
  reader: Reader,
  id: string,
  now: Date,
): Promise<AnnouncementRow | undefined> {
  const { rows } = await sql<AnnouncementRow>`
    select ${COLUMNS} from announcements.announcements announcement
    where id = ${id} and published_at is not null and starts_at <= ${now} and ${concerns(reader)}`.execute(
    db,
  );
  return rows[0];
}

/** Those that have begun and are for the reader, the last that began first. Index: announcements_started. */
export async function listReadable(
  db: Db,
  reader: Reader,
  now: Date,
  after: string | null,
  limit: number,
): Promise<AnnouncementRow[]> {
  const isAfter =
    after === null
      ? sql`true`
      : sql`(starts_at, id) < (select last.starts_at, last.id from announcements.announcements last where last.id = ${after})`;
  const { rows } = await sql<AnnouncementRow>`
    select ${COLUMNS} from announcements.announcements announcement
    where published_at is not null and starts_at <= ${now} and ${concerns(reader)} and ${isAfter}
    order by starts_at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

/**
 * Notes that a member has seen an announcement, and what they did with it, unless it has ended: then its receipts are being deleted.
 * Index: announcements_pkey, receipts_pkey.
 */
export async function saveReceipt(
  db: Db,
  receipt: {
    id: string;
    memberId: string;
    dismissedVersion: number | null;
    hasOpenedLink: boolean;
    now: Date;
  },
): Promise<void> {
  await sql`
    insert into announcements.receipts as known (announcement_id, member_id, dismissed_version, has_opened_link)
    select id, ${receipt.memberId}::uuid,
      case when ${receipt.dismissedVersion}::integer is not null then least(${receipt.dismissedVersion}::integer, version) end,
      ${receipt.hasOpenedLink}
    from announcements.announcements where id = ${receipt.id} and published_at is not null and ends_at > ${receipt.now}
    on conflict (announcement_id, member_id) do update set
      dismissed_version = greatest(known.dismissed_version, excluded.dismissed_version),
      has_opened_link = known.has_opened_link or excluded.has_opened_link
    where known.dismissed_version is distinct from greatest(known.dismissed_version, excluded.dismissed_version)
      or (excluded.has_opened_link and not known.has_opened_link)`.execute(db);
}
