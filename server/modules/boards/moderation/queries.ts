import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
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
  },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into boards.reports (id, post_id, reporter_id, reason, note, text, reported_at)
    values (${report.id}, ${report.postId}, ${report.reporterId}, ${report.reason}, ${report.note}, ${report.text}, ${report.now})
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

/** Whether a member has an open report of a post. Index: reports_open. */
export async function hasReported(db: Db, postId: string, memberId: string): Promise<boolean> {
  const { rows } = await sql`
    select from boards.reports where post_id = ${postId} and reporter_id = ${memberId} and resolved_at is null`.execute(
    db,
  );
  return rows.length > 0;
}

/** @returns how many were open. Index: reports_open */
export async function resolveReports(db: Db, postId: string, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update boards.reports set resolved_at = ${now}, reporter_id = null
    where post_id = ${postId} and resolved_at is null`.execute(db);
  return Number(numAffectedRows ?? 0n);
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
 * Excludes an author. One exclusion takes the place of those that hold already, so that lifting it lifts all; it ends no earlier than they.
 * Index: exclusions_ends. @returns its end
 */
export async function insertExclusion(db: Db, row: ExclusionRow & { madeBy: string }): Promise<Date> {
  const { rows } = await sql<{ endsAt: Date }>`
    with replaced as (
      delete from boards.exclusions
      where thread_id = ${row.threadId} and tag = ${row.tag} and ends_at > ${row.madeAt} returning ends_at)
    insert into boards.exclusions (id, thread_id, tag, post_id, reason, made_by, made_at, ends_at)
    select ${row.id}, ${row.threadId}, ${row.tag}, ${row.postId}, ${row.reason}, ${row.madeBy}, ${row.madeAt}::timestamptz,
      greatest(${row.endsAt}::timestamptz, (select max(ends_at) from replaced))
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
