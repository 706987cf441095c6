import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

export interface DuePost {
  id: string;
  threadId: string;
  boardId: string;
  title: string | null;
  tag: string;
  text: string;
  replyToId: string | null;
  identity: { ciphertext: string; shares: object } | null;
  publishAt: Date;
}

/** Whether anything is due. Index: waiting_due, waiting_appeals_due. */
export async function isAnythingDue(db: Db, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from boards.waiting where publish_at <= ${now}
    union all select 1 from boards.waiting_appeals where publish_at <= ${now} limit 1`.execute(db);
  return rows.length > 0;
}

/** One worker publishes at a time. */
export const lockPublishing = (db: Db) =>
  sql`select pg_advisory_xact_lock(hashtextextended('boards.publishing', 7))`.execute(db);

/** Takes what is due out of the table of what waits. Index: waiting_due. */
export async function takeDue(db: Db, now: Date): Promise<DuePost[]> {
  const { rows } = await sql<DuePost>`
    delete from boards.waiting where publish_at <= ${now}
    returning id, thread_id as "threadId", board_id as "boardId", title, tag, text, reply_to_id as "replyToId", identity,
      publish_at as "publishAt"`.execute(db);
  return rows;
}

const json = (rows: readonly object[]) => sql`${JSON.stringify(rows)}::json`;

export async function insertThreads(db: Db, rows: readonly DuePost[]): Promise<void> {
  await sql`
    insert into boards.threads (id, board_id, title, starter_id, starter_tag, post_count, published_at, active_at)
    select "threadId", "boardId", title, id, tag, 0, "publishAt", "publishAt"
    from json_to_recordset(${json(rows)})
      as due (id uuid, "threadId" uuid, "boardId" uuid, title text, tag text, "publishAt" timestamptz)
    on conflict do nothing`.execute(db);
}

/** Of these threads, those that exist. Index: threads_pkey. */
export async function findThreadIds(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from boards.threads where id = any(${ids}::uuid[])`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

export interface AuthorRow {
  threadId: string;
  tag: string;
  colour: number;
  animal: number;
  number: number;
}

/** The authors of some threads. Index: authors_pkey. */
export async function listAuthors(db: Db, threadIds: readonly string[]): Promise<AuthorRow[]> {
  const { rows } = await sql<AuthorRow>`
    select thread_id as "threadId", tag, colour, animal, number from boards.authors
    where thread_id = any(${threadIds}::uuid[])`.execute(db);
  return rows;
}

export async function insertAuthors(db: Db, rows: readonly AuthorRow[]): Promise<void> {
  await sql`
    insert into boards.authors (thread_id, tag, colour, animal, number)
    select * from json_to_recordset(${json(rows)})
      as due ("threadId" uuid, tag text, colour smallint, animal smallint, number smallint)`.execute(db);
}

/** Keeps the first of two envelopes of one author: both say the same. */
export async function insertIdentities(
  db: Db,
  rows: readonly { threadId: string; tag: string; ciphertext: string; shares: object; sealedAt: Date }[],
): Promise<void> {
  await sql`
    insert into boards.identities (thread_id, tag, ciphertext, shares, sealed_at)
    select * from json_to_recordset(${json(rows)})
      as due ("threadId" uuid, tag text, ciphertext text, shares jsonb, "sealedAt" timestamptz)
    on conflict do nothing`.execute(db);
}

/** Publishes posts in the given order. @returns the thread of each that was new */
export async function insertPosts(
  db: Db,
  rows: readonly DuePost[],
): Promise<{ threadId: string; publishAt: Date }[]> {
  const { rows: inserted } = await sql<{ threadId: string; publishAt: Date }>`
    insert into boards.posts (id, thread_id, tag, text, is_starter, reply_to_id, published_at)
    select id, "threadId", tag, text, title is not null, "replyToId", "publishAt"
    from json_to_recordset(${json(rows)})
      as due (id uuid, "threadId" uuid, title text, tag text, text text, "replyToId" uuid, "publishAt" timestamptz)
    on conflict do nothing
    returning thread_id as "threadId", published_at as "publishAt"`.execute(db);
  return inserted;
}

export async function countPosts(
  db: Db,
  rows: readonly { threadId: string; count: number; activeAt: Date }[],
): Promise<void> {
  await sql`
    update boards.threads thread set
      post_count = thread.post_count + due.count, active_at = greatest(thread.active_at, due."activeAt")
    from json_to_recordset(${json(rows)}) as due ("threadId" uuid, count int, "activeAt" timestamptz)
    where thread.id = due."threadId"`.execute(db);
}

export interface DueAppeal {
  hidingId: string;
  text: string;
  publishAt: Date;
}

/** Takes the appeals that are due out of the table of what waits. Index: waiting_appeals_due. */
export async function takeDueAppeals(db: Db, now: Date): Promise<DueAppeal[]> {
  const { rows } = await sql<DueAppeal>`
    delete from boards.waiting_appeals where publish_at <= ${now}
    returning hiding_id as "hidingId", text, publish_at as "publishAt"`.execute(db);
  return rows;
}

/** Puts appeals into the queue, in the given order, unless their posts are shown again or deleted by now. Locks the post first, as a review does. */
export async function insertAppeals(db: Db, rows: readonly DueAppeal[]): Promise<void> {
  await sql`
    insert into boards.appeals (hiding_id, text, appealed_at)
    select hiding.id, due.text, due."publishAt"
    from json_to_recordset(${json(rows)}) as due ("hidingId" uuid, text text, "publishAt" timestamptz)
    join boards.hidings hiding on hiding.id = due."hidingId" and hiding.shown_at is null
    join boards.posts post on post.id = hiding.post_id and post.state = 'hidden'
    for share of post, hiding
    on conflict do nothing`.execute(db);
}
