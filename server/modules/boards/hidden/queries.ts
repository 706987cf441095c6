import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/** Since when a hidden post of an author is hidden. Index: posts_pkey, hidings_held. @returns the id of the hiding */
export async function findHeldHiding(
  db: Db,
  post: { id: string; threadId: string; tag: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select hiding.id from boards.posts post join boards.hidings hiding on hiding.post_id = post.id and hiding.shown_at is null
    where post.id = ${post.id} and post.thread_id = ${post.threadId} and post.tag = ${post.tag} and post.state = 'hidden'`.execute(
    db,
  );
  return rows[0]?.id;
}

export interface SentAppeal {
  text: string;
  at: Date;
}

/** An appeal, published or waiting. Index: appeals_pkey, waiting_appeals_pkey. */
export async function findSentAppeal(db: Db, hidingId: string): Promise<SentAppeal | undefined> {
  const { rows } = await sql<SentAppeal>`
    select text, appealed_at as at from boards.appeals where hiding_id = ${hidingId}
    union all select text, publish_at from boards.waiting_appeals where hiding_id = ${hidingId} limit 1`.execute(
    db,
  );
  return rows[0];
}

/** @returns whether it is the first that waits for this hiding */
export async function insertWaitingAppeal(
  db: Db,
  appeal: { hidingId: string; text: string; publishAt: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into boards.waiting_appeals (hiding_id, text, publish_at)
    values (${appeal.hidingId}, ${appeal.text}, ${appeal.publishAt}) on conflict do nothing`.execute(db);
  return numAffectedRows === 1n;
}

/** Forgets what the author of a post says against its hiding, unless it is decided. Index: hidings_post. */
export async function forgetAppeals(db: Db, postId: string): Promise<void> {
  const hidings = sql`select id from boards.hidings where post_id = ${postId}`;
  await sql`delete from boards.waiting_appeals where hiding_id in (${hidings})`.execute(db);
  await sql`delete from boards.appeals where outcome is null and hiding_id in (${hidings})`.execute(db);
}

export interface HiddenRow {
  hidingId: string;
  id: string;
  threadId: string;
  boardId: string;
  threadTitle: string | null;
  text: string;
  tag: string;
  colour: number;
  animal: number;
  number: number;
  publishedAt: Date;
  reason: string;
  hiddenBy: string | null;
  hiddenAt: Date;
  appealText: string | null;
  appealedAt: Date | null;
  outcome: 'upheld' | 'rejected' | null;
  answer: string | null;
  isOwnReport: boolean;
}

const hiddenPosts = (viewerId: string) => sql`
  select hiding.id as "hidingId", post.id, post.thread_id as "threadId", thread.board_id as "boardId", thread.title as "threadTitle",
    post.text, post.tag, author.colour, author.animal, author.number, post.published_at as "publishedAt", hiding.reason,
    hiding.hidden_by as "hiddenBy", hiding.hidden_at as "hiddenAt", appeal.text as "appealText", appeal.appealed_at as "appealedAt",
    appeal.outcome, appeal.answer,
    exists (select from boards.reports where post_id = post.id and reporter_id = ${viewerId}) as "isOwnReport"
  from boards.hidings hiding
  join boards.posts post on post.id = hiding.post_id and post.state = 'hidden'
  join boards.threads thread on thread.id = post.thread_id
  join boards.boards board on board.id = thread.board_id
  join boards.authors author on author.thread_id = post.thread_id and author.tag = post.tag
  left join boards.appeals appeal on appeal.hiding_id = hiding.id`;

interface HiddenQuery {
  viewerId: string;
  /** Of a local moderator: without the boards of other universities. */
  universityId: string | null;
  after: string | null;
  limit: number;
}

const isCovered = (universityId: string | null) =>
  universityId === null
    ? sql`true`
    : sql`(board.university_id is null or board.university_id = ${universityId})`;

/** Hidden posts whose authors object, the longest waiting first. Index: appeals_open. */
export async function listAppealed(
  db: Db,
  { viewerId, universityId, after, limit }: HiddenQuery,
): Promise<HiddenRow[]> {
  const isAfter =
    after === null
      ? sql`true`
      : sql`(appeal.appealed_at, hiding.id) > (select appealed_at, hiding_id from boards.appeals where hiding_id = ${after})`;
  const { rows } = await sql<HiddenRow>`${hiddenPosts(viewerId)}
    where hiding.shown_at is null and appeal.hiding_id is not null and appeal.outcome is null and ${isCovered(universityId)} and ${isAfter}
    order by appeal.appealed_at, hiding.id limit ${limit}`.execute(db);
  return rows;
}

/** The other hidden posts, the newest hiding first. Index: hidings_newest. */
export async function listHidden(
  db: Db,
  { viewerId, universityId, after, limit }: HiddenQuery,
): Promise<HiddenRow[]> {
  const isAfter =
    after === null
      ? sql`true`
      : sql`(hiding.hidden_at, hiding.id) < (select hidden_at, id from boards.hidings where id = ${after})`;
  const { rows } = await sql<HiddenRow>`${hiddenPosts(viewerId)}
    where hiding.shown_at is null and (appeal.hiding_id is null or appeal.outcome is not null) and ${isCovered(universityId)}
      and ${isAfter}
    order by hiding.hidden_at desc, hiding.id desc limit ${limit}`.execute(db);
  return rows;
}

/** A hidden post. Index: posts_pkey, hidings_held. */
export async function findHidden(db: Db, viewerId: string, postId: string): Promise<HiddenRow | undefined> {
  const { rows } = await sql<HiddenRow>`${hiddenPosts(viewerId)}
    where post.id = ${postId} and hiding.shown_at is null`.execute(db);
  return rows[0];
}

/** Shows a locked hidden post again. */
export async function showPost(
  db: Db,
  post: { id: string; threadId: string; hidingId: string },
  by: string,
  now: Date,
): Promise<void> {
  await sql`update boards.posts set state = 'visible' where id = ${post.id}`.execute(db);
  await sql`update boards.threads set post_count = post_count + 1 where id = ${post.threadId}`.execute(db);
  await sql`update boards.hidings set shown_by = ${by}, shown_at = ${now} where id = ${post.hidingId}`.execute(
    db,
  );
}

/** Decides an appeal, under the lock of its post. @returns whether one was open. Index: appeals_pkey */
export async function closeAppeal(
  db: Db,
  hidingId: string,
  end: { outcome: 'upheld' | 'rejected'; answer: string; by: string; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update boards.appeals set outcome = ${end.outcome}, answer = ${end.answer}, decided_by = ${end.by}, decided_at = ${end.now}
    where hiding_id = ${hidingId} and outcome is null`.execute(db);
  return numAffectedRows === 1n;
}

/** Ends the exclusion that was decided with a post. Index: exclusions_ends. @returns whether one held */
export async function endExclusionOf(db: Db, postId: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from boards.exclusions where post_id = ${postId} and ends_at > ${now}`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}
