import { sql } from 'kysely';
import type { BackupKind, Place } from '../../platform/backup/pgbackrest.ts';
import type { Db } from '../../platform/db.ts';
import type { DrillStep } from './tables.ts';

/** Days that stay in the table. */
const KEPT_DAYS = 400;
const KEPT_DRILLS = 400;
const KEPT_BACKUPS = 4_000;
/** A place that was not tried for so long, while another got its backups, is not used any longer. */
const PLACE_DAYS = 14;

const dayOf = (now: Date) => sql`(${now}::timestamptz at time zone 'UTC')::date`;
/** Counted from midnight. */
const minuteOf = (now: Date) => Math.floor((now.getTime() % 86_400_000) / 60_000);

/** Marks the minute. Several processes may do so; only the first one writes. Deletes old days once a day. */
export async function markMinute(db: Db, now: Date): Promise<void> {
  const minute = minuteOf(now);
  const { rows } = await sql<{ isNew: boolean }>`
    insert into status.days as stored (day, minutes)
    values (${dayOf(now)}, set_bit(repeat('0', 1440)::bit(1440), ${minute}, 1))
    on conflict (day) do update set minutes = set_bit(stored.minutes, ${minute}, 1)
      where get_bit(stored.minutes, ${minute}) = 0
    returning xmax = 0 as "isNew"`.execute(db);
  if (rows[0]?.isNew)
    await sql`delete from status.days where day < ${dayOf(now)} - ${KEPT_DAYS}::int`.execute(db);
}

export interface DayRow {
  date: string;
  /** Minutes in which the campus answered. */
  up: number;
  /** The first of them, counted from midnight. */
  first: number;
}

/** The days since one, and the first day of all. At most a few hundred rows by key. */
export async function findDays(db: Db, since: Date): Promise<{ first: string | null; days: DayRow[] }> {
  const { rows: days } = await sql<DayRow>`
    select to_char(day, 'YYYY-MM-DD') as date, bit_count(minutes)::int as up, position(B'1' in minutes) - 1 as first
    from status.days where day >= ${dayOf(since)} order by day`.execute(db);
  const { rows: firsts } = await sql<{ first: string | null }>`
    select to_char(min(day), 'YYYY-MM-DD') as first from status.days`.execute(db);
  return { first: firsts[0]?.first ?? null, days };
}

/** Whether the campus answered in a minute. */
export async function isMarked(db: Db, now: Date): Promise<boolean> {
  const minute = minuteOf(now);
  const { rows } = await sql`select from status.days
    where day = ${dayOf(now)} and get_bit(minutes, ${minute}) = 1`.execute(db);
  return rows.length > 0;
}

export interface DrillRow {
  id: string;
  startedAt: Date;
  finishedAt: Date;
  failedStep: DrillStep | null;
  detail: string | null;
  backupName: string | null;
  rpoSeconds: number | null;
  rtoSeconds: number | null;
}

/** Writes a drill, and deletes all but the newest few hundred. */
export async function insertDrill(db: Db, drill: DrillRow): Promise<void> {
  await db
    .insertInto('status.restore_drills')
    .values({
      id: drill.id,
      started_at: drill.startedAt,
      finished_at: drill.finishedAt,
      failed_step: drill.failedStep,
      detail: drill.detail,
      backup_name: drill.backupName,
      rpo_seconds: drill.rpoSeconds,
      rto_seconds: drill.rtoSeconds,
    })
    .execute();
  await sql`delete from status.restore_drills where id in (
    select id from status.restore_drills order by id desc offset ${KEPT_DRILLS}::int)`.execute(db);
}

/** The newest drill, and the newest one that found everything as it should be. */
export async function findLastDrills(db: Db): Promise<{ last?: DrillRow; lastGood?: DrillRow }> {
  const drills = () =>
    db
      .selectFrom('status.restore_drills')
      .select([
        'id',
        'started_at as startedAt',
        'finished_at as finishedAt',
        'failed_step as failedStep',
        'detail',
        'backup_name as backupName',
        'rpo_seconds as rpoSeconds',
        'rto_seconds as rtoSeconds',
      ])
      .orderBy('id', 'desc')
      .limit(1);
  const [last, lastGood] = await Promise.all([
    drills().executeTakeFirst(),
    drills().where('failed_step', 'is', null).executeTakeFirst(),
  ]);
  return { ...(last ? { last } : {}), ...(lastGood ? { lastGood } : {}) };
}

export interface BackupRow {
  id: string;
  place: Place;
  kind: BackupKind;
  startedAt: Date;
  finishedAt: Date;
  bytes: number | null;
  failure: string | null;
}

/** Writes a backup of the stack, and deletes all but the newest few thousand. */
export async function insertBackup(db: Db, backup: BackupRow): Promise<void> {
  await db
    .insertInto('status.backups')
    .values({
      id: backup.id,
      place: backup.place,
      kind: backup.kind,
      started_at: backup.startedAt,
      finished_at: backup.finishedAt,
      bytes: backup.bytes,
      failure: backup.failure,
    })
    .execute();
  await sql`delete from status.backups where id in (
    select id from status.backups order by id desc offset ${KEPT_BACKUPS}::int)`.execute(db);
}

export interface PlaceRow {
  place: Place;
  /** When the newest good backup was complete. */
  at: Date | null;
  /** Its kind. */
  kind: BackupKind | null;
  bytes: number | null;
  /** Whether the last attempt failed. */
  isFailing: boolean;
}

/** The places that backups of the stack go to. At most a few thousand rows. */
export async function findBackupPlaces(db: Db): Promise<PlaceRow[]> {
  const { rows } = await sql<PlaceRow>`
    select place, max(finished_at) filter (where failure is null) as at,
      (array_agg(kind order by id desc) filter (where failure is null))[1] as kind,
      ((array_agg(bytes order by id desc) filter (where failure is null))[1])::float8 as bytes,
      (array_agg(failure order by id desc))[1] is not null as "isFailing"
    from status.backups group by place
    having max(started_at) > coalesce((select max(started_at) from status.backups where failure is null), '-infinity')
      - ${PLACE_DAYS} * interval '1 day'
    order by place`.execute(db);
  return rows;
}

/** Whether the database hands its log to an archive, as on the stack. */
export async function isLogArchived(db: Db): Promise<boolean> {
  const { rows } = await sql<{ isOn: boolean }>`
    select current_setting('archive_mode') <> 'off' as "isOn"`.execute(db);
  return rows[0]?.isOn ?? false;
}

/** When the database last handed a file of its log to the archive; null if it never did, as in the default run. */
export async function findLogArchivedAt(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select last_archived_time as at from pg_stat_archiver`.execute(db);
  return rows[0]?.at ?? null;
}
