import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { POST_COLUMNS, POSTS, type PostRow } from '../reading/queries.ts';

/** The threads that were active since a time, in the order of their ids, which no new post changes. Index: threads_pkey. */
export async function listActiveThreadIds(
  db: Db,
  since: Date,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const isAfter = after === null ? sql`true` : sql`id > ${after}`;
  const { rows } = await sql<{ id: string }>`
    select id from boards.threads where active_at > ${since} and ${isAfter} order by id limit ${limit}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

export interface AuthorKey {
  threadId: string;
  tag: string;
}

/** Of these, the authors that exist. Index: authors_pkey. */
export async function findAuthors(db: Db, keys: readonly AuthorKey[]): Promise<AuthorKey[]> {
  const { rows } = await sql<AuthorKey>`
    select author.thread_id as "threadId", author.tag
    from unnest(${keys.map(({ threadId }) => threadId)}::uuid[], ${keys.map(({ tag }) => tag)}::text[]) as own (thread_id, tag)
    join boards.authors author on author.thread_id = own.thread_id and author.tag = own.tag`.execute(db);
  return rows;
}

export interface OwnPostRow extends PostRow {
  threadTitle: string | null;
  boardId: string;
  ownText: string;
  /** Null if it was never hidden. */
  hiddenAt: Date | null;
  reason: string | null;
  appealText: string | null;
  appealedAt: Date | null;
  outcome: 'upheld' | 'rejected' | null;
  answer: string | null;
}

/** The posts of some authors, the newest first. Index: posts_thread, hidings_post. */
export async function listPostsOf(
  db: Db,
  keys: readonly AuthorKey[],
  after: string | null,
  limit: number,
): Promise<OwnPostRow[]> {
  const isAfter =
    after === null
      ? sql`true`
      : sql`(post.published_at, post.id) < (select last.published_at, last.id from boards.posts last where last.id = ${after})`;
  const { rows } = await sql<OwnPostRow>`
    select ${POST_COLUMNS}, thread.board_id as "boardId", post.text as "ownText", hiding.*,
      case when starter.state = 'visible' then thread.title end as "threadTitle"
    from unnest(${keys.map(({ threadId }) => threadId)}::uuid[], ${keys.map(({ tag }) => tag)}::text[]) as own (thread_id, tag)
    join ${POSTS} on post.thread_id = own.thread_id and post.tag = own.tag
    join boards.posts starter on starter.id = thread.starter_id
    left join lateral (
      select hiding.hidden_at as "hiddenAt", hiding.reason, coalesce(appeal.text, waiting.text) as "appealText",
        coalesce(appeal.appealed_at, waiting.publish_at) as "appealedAt", appeal.outcome, appeal.answer
      from boards.hidings hiding
      left join boards.appeals appeal on appeal.hiding_id = hiding.id
      left join boards.waiting_appeals waiting on waiting.hiding_id = hiding.id
      where hiding.post_id = post.id and (post.state = 'hidden' and hiding.shown_at is null
        or post.state = 'visible' and appeal.outcome is not null)
      order by hiding.hidden_at desc limit 1) hiding on true
    where ${isAfter}
    order by post.published_at desc, post.id desc limit ${limit}`.execute(db);
  return rows;
}

export interface WaitingRow {
  id: string;
  threadId: string;
  boardId: string;
  title: string | null;
  threadTitle: string | null;
  isStarter: boolean;
  tag: string;
  text: string;
  replyToId: string | null;
  publishAt: Date;
}

/** All that waits: what was written within some minutes. */
export async function listWaiting(db: Db): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select post.id, post.thread_id as "threadId", post.board_id as "boardId", post.title,
      coalesce(starting.title, thread.title) as "threadTitle",
      coalesce(starting.tag, thread.starter_tag) = post.tag as "isStarter",
      post.tag, post.text, post.reply_to_id as "replyToId", post.publish_at as "publishAt"
    from boards.waiting post
    left join boards.waiting starting on starting.thread_id = post.thread_id and starting.title is not null
    left join boards.threads thread on thread.id = post.thread_id
    order by post.publish_at desc, post.id`.execute(db);
  return rows;
}
