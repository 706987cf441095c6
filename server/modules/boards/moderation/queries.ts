import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { OwnReport } from '../../../platform/module.ts';
import type { PostState } from '../schemas.ts';

export interface PostToJudge {
  id: string;
  threadId: string;
  tag: string;
  text: string;
  state: PostState;
  universityId: string | null;
}

const POST_TO_JUDGE = sql`post.id, post.thread_id as "threadId", post.tag, post.text, post.state, board.university_id as "universityId"`;
const WITH_BOARD = sql`boards.posts post
  join boards.threads thread on thread.id = post.thread_id join boards.boards board on board.id = thread.board_id`;

/** Index: posts_pkey. */
export async function findPost(db: Db, id: string): Promise<PostToJudge | undefined> {
  const { rows } = await sql<PostToJudge>`
    select ${POST_TO_JUDGE} from ${WITH_BOARD} where post.id = ${id}`.execute(db);
  return rows[0];
}

/** Locks a post until the transaction ends: of two decisions the second sees the first. Index: posts_pkey. */
export async function lockPost(db: Db, id: string): Promise<PostToJudge | undefined> {
  const { rows } = await sql<PostToJudge>`
    select ${POST_TO_JUDGE} from ${WITH_BOARD} where post.id = ${id} for update of post`.execute(db);
  return rows[0];
}

/** Keeps a report, unless the reporter has an open one. @returns whether it is new */
export async function insertReport(
  db: Db,
  report: {
    id: string;
    postId: string;
    reporterId: string;
    reason: string;
    note: string | null;
    text: string;
    now: Date;
    dueAt: Date;
  },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into boards.reports (id, post_id, reporter_id, reason, note, text, reported_at, due_at)
    values (${report.id}, ${report.postId}, ${report.reporterId}, ${report.reason}, ${report.note}, ${report.text}, ${report.now},
      ${report.dueAt})
    on conflict do nothing`.execute(db);
  return numAffectedRows === 1n;
}

export interface ReportedRow {
  id: string;
  threadId: string;
  boardId: string;
  threadTitle: string | null;
  text: string;
  tag: string;
  colour: number;
  animal: number;
  number: number;
  state: PostState;
  publishedAt: Date;
  reasons: { reason: string; count: number }[];
  notes: string[];
  reportCount: number;
  reportedAt: Date;
  hasOpening: boolean;
}

/**
 * Posts with open reports, in the order of their first one.
 * @param universityId  of a local moderator: without the boards of other universities
 */
export async function listReported(
  db: Db,
  query: { universityId: string | null; after: string | null; limit: number },
): Promise<ReportedRow[]> {
  const isAfter =
    query.after === null
      ? sql`true`
      : sql`(open."reportedAt", open.post_id) > (
          select min(last.reported_at), last.post_id from boards.reports last
          where last.post_id = ${query.after} group by last.post_id)`;
  const { rows } = await sql<ReportedRow>`
    with open as (
      select post_id, min(reported_at) as "reportedAt", count(*)::int as "reportCount",
        (array_agg(text order by reported_at))[1] as reported,
        (array_agg(note order by reported_at) filter (where note is not null))[1:10] as notes
      from boards.reports where resolved_at is null group by post_id)
    select post.id, post.thread_id as "threadId", thread.board_id as "boardId", thread.title as "threadTitle", open.reported as text,
      post.tag, author.colour, author.animal, author.number, post.state, post.published_at as "publishedAt",
      (select json_agg(json_build_object('reason', reason, 'count', count) order by count desc, reason) from (
        select reason, count(*)::int as count from boards.reports
        where post_id = post.id and resolved_at is null group by reason) counted) as reasons,
      coalesce(open.notes, '{}') as notes, open."reportCount", open."reportedAt",
      exists (select from boards.openings where thread_id = post.thread_id and tag = post.tag and state = 'open') as "hasOpening"
    from open
    join boards.posts post on post.id = open.post_id
    join boards.threads thread on thread.id = post.thread_id
    join boards.boards board on board.id = thread.board_id
    join boards.authors author on author.thread_id = post.thread_id and author.tag = post.tag
    where ${isAfter} and ${query.universityId === null ? sql`true` : sql`(board.university_id is null or board.university_id = ${query.universityId})`}
    order by open."reportedAt", open.post_id limit ${query.limit}`.execute(db);
  return rows;
}

/** When a member's open report of a post is promised an answer. Index: reports_open. */
export async function findDue(db: Db, postId: string, reporterId: string): Promise<Date | undefined> {
  const { rows } = await sql<{ dueAt: Date | null }>`
    select due_at as "dueAt" from boards.reports
    where post_id = ${postId} and reporter_id = ${reporterId} and resolved_at is null`.execute(db);
  return rows[0]?.dueAt ?? undefined;
}

/** Whether a member has an open report of a post. Index: reports_open. */
export async function hasReported(db: Db, postId: string, memberId: string): Promise<boolean> {
  const { rows } = await sql`
    select from boards.reports where post_id = ${postId} and reporter_id = ${memberId} and resolved_at is null`.execute(
    db,
  );
  return rows.length > 0;
}

/** @returns the reporters of those that were open. Index: reports_open */
export async function resolveReports(
  db: Db,
  postId: string,
  outcome: 'upheld' | 'dismissed',
  now: Date,
): Promise<{ reporterId: string | null }[]> {
  const { rows } = await sql<{ reporterId: string | null }>`
    update boards.reports set resolved_at = ${now}, outcome = ${outcome}
    where post_id = ${postId} and resolved_at is null returning reporter_id as "reporterId"`.execute(db);
  return rows;
}

const OWN_REPORTS = sql`
  select report.id, 'board_post' as "subjectType", report.post_id as "subjectId",
    '/boards/' || thread.board_id || '/' || thread.id || '#' || report.post_id as path, report.reason, report.note as comment,
    coalesce(report.outcome, 'open') as status, report.reported_at as "createdAt",
    coalesce(report.due_at, report.reported_at + interval '48 hours') as "answerBy", report.resolved_at as "resolvedAt"
  from boards.reports report join boards.posts post on post.id = report.post_id
  join boards.threads thread on thread.id = post.thread_id`;

/** A member's own reports, newest first. Index: reports_of_reporter. */
export async function findReportsBefore(
  db: Db,
  reporterId: string,
  before: string | null,
  take: number,
): Promise<OwnReport[]> {
  const isBefore = before === null ? sql`true` : sql`report.id < ${before}`;
  const { rows } = await sql<OwnReport>`${OWN_REPORTS}
    where report.reporter_id = ${reporterId} and ${isBefore} order by report.id desc limit ${take}`.execute(
    db,
  );
  return rows;
}

/** Index: reports_of_reporter. */
export async function findReportsForArchive(
  db: Db,
  reporterId: string,
  after: string,
  limit: number,
): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    select id, reported_at as at, post_id as "postId", reason, note as text, coalesce(outcome, 'open') as status
    from boards.reports where reporter_id = ${reporterId} and id > ${after} order by id limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** Posts with open reports, and authors who object, that wait for a moderator of this university, or of all. */
export async function countWaiting(
  db: Db,
  universityId: string | null,
): Promise<{ reports: number; appeals: number }> {
  const isCovered =
    universityId === null
      ? sql`true`
      : sql`(board.university_id is null or board.university_id = ${universityId})`;
  const { rows } = await sql<{ reports: number; appeals: number }>`
    select
      (select count(distinct report.post_id)::int from boards.reports report
        join (${WITH_BOARD}) on post.id = report.post_id where report.resolved_at is null and ${isCovered}) as reports,
      (select count(*)::int from boards.appeals appeal join boards.hidings hiding on hiding.id = appeal.hiding_id
        join (${WITH_BOARD}) on post.id = hiding.post_id
        where appeal.outcome is null and hiding.shown_at is null and post.state = 'hidden' and ${isCovered}) as appeals`.execute(
    db,
  );
  return rows[0] ?? { reports: 0, appeals: 0 };
}

/** Hides a locked visible post. */
export async function hidePost(
  db: Db,
  post: { id: string; threadId: string },
  hiding: { id: string; reason: string; by: string; now: Date },
): Promise<void> {
  await sql`update boards.posts set state = 'hidden' where id = ${post.id}`.execute(db);
  await sql`update boards.threads set post_count = post_count - 1 where id = ${post.threadId}`.execute(db);
  await sql`
    insert into boards.hidings (id, post_id, reason, hidden_by, hidden_at)
    values (${hiding.id}, ${post.id}, ${hiding.reason}, ${hiding.by}, ${hiding.now})`.execute(db);
}

export interface ExclusionRow {
  id: string;
  postId: string;
  threadId: string;
  tag: string;
  reason: string;
  madeAt: Date;
  endsAt: Date;
}

/** Those that hold. Index: exclusions_ends. */
export async function listExclusions(db: Db, now: Date): Promise<ExclusionRow[]> {
  const { rows } = await sql<ExclusionRow>`
    select id, post_id as "postId", thread_id as "threadId", tag, reason, made_at as "madeAt", ends_at as "endsAt"
    from boards.exclusions where ends_at > ${now} order by id desc`.execute(db);
  return rows;
}

/**
 * Excludes an author. One exclusion takes the place of that which holds already, also of one decided at the same moment, so that lifting
 * it lifts all; it ends no earlier. Index: exclusions_author. @returns its end
 */
export async function insertExclusion(db: Db, row: ExclusionRow & { madeBy: string }): Promise<Date> {
  const { rows } = await sql<{ endsAt: Date }>`
    insert into boards.exclusions as held (id, thread_id, tag, post_id, reason, made_by, made_at, ends_at)
    values (${row.id}, ${row.threadId}, ${row.tag}, ${row.postId}, ${row.reason}, ${row.madeBy}, ${row.madeAt}, ${row.endsAt})
    on conflict (thread_id, tag) do update set
      id = excluded.id, post_id = excluded.post_id, reason = excluded.reason, made_by = excluded.made_by,
      made_at = excluded.made_at, ends_at = greatest(excluded.ends_at, held.ends_at)
    returning ends_at as "endsAt"`.execute(db);
  return rows[0]?.endsAt ?? row.endsAt;
}

/** The university of the board of each post; null for the whole campus. Index: posts_pkey. */
export async function findUniversities(
  db: Db,
  postIds: readonly string[],
): Promise<Map<string, string | null>> {
  const { rows } = await sql<PostToJudge>`
    select ${POST_TO_JUDGE} from ${WITH_BOARD} where post.id = any(${postIds}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, universityId }) => [id, universityId]));
}

/** @returns the post of the exclusion, if it held. Index: exclusions_pkey */
export async function deleteExclusion(db: Db, id: string, now: Date): Promise<string | undefined> {
  const { rows } = await sql<{ postId: string }>`
    delete from boards.exclusions where id = ${id} and ends_at > ${now} returning post_id as "postId"`.execute(
    db,
  );
  return rows[0]?.postId;
}
