import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { forgetAppeals } from '../hidden/queries.ts';

interface Standing {
  status: string;
  createdAt: Date;
  mutedUntil: Date | null;
}

/** Without a lock. Index: users_pkey. */
export async function findStanding(db: Db, memberId: string): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select status, created_at as "createdAt", muted_until as "mutedUntil" from auth.standing_view
    where id = ${memberId}`.execute(db);
  return rows[0];
}

export interface Written {
  threadId: string;
  tag: string;
  at: Date;
}

/** A published post, or one that waits. Index: posts_pkey, waiting_pkey. */
export async function findWritten(db: Db, id: string): Promise<Written | undefined> {
  const { rows } = await sql<Written>`
    select thread_id as "threadId", tag, published_at as at from boards.posts where id = ${id}
    union all select thread_id, tag, publish_at from boards.waiting where id = ${id} limit 1`.execute(db);
  return rows[0];
}

/** Whether a thread has this id, published or waiting. Index: threads_pkey, waiting_starter. */
export async function threadExists(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from boards.threads where id = ${id}
    union all select 1 from boards.waiting where thread_id = ${id} and title is not null`.execute(db);
  return rows.length > 0;
}

/** The board and the author of a thread that waits for its batch. Index: waiting_starter. */
export async function findWaitingThread(
  db: Db,
  id: string,
): Promise<{ boardId: string; tag: string } | undefined> {
  const { rows } = await sql<{ boardId: string; tag: string }>`
    select board_id as "boardId", tag from boards.waiting where thread_id = ${id} and title is not null`.execute(
    db,
  );
  return rows[0];
}

/** Whether a thread shows this post. Index: posts_pkey. */
export async function isVisiblePost(db: Db, id: string, threadId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from boards.posts where id = ${id} and thread_id = ${threadId} and state = 'visible'`.execute(
      db,
    );
  return rows.length > 0;
}

/** Whether it is sealed who an author is. Index: identities_pkey. */
export async function isSealed(db: Db, threadId: string, tag: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from boards.identities where thread_id = ${threadId} and tag = ${tag}`.execute(db);
  return rows.length > 0;
}

export interface NewPost {
  id: string;
  threadId: string;
  boardId: string;
  title: string | null;
  tag: string;
  text: string;
  replyToId: string | null;
  identity: object | null;
  publishAt: Date;
}

/** @returns whether it was new: neither its id nor, if it begins a thread, that of its thread waited */
export async function insertWaiting(db: Db, post: NewPost): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into boards.waiting (id, thread_id, board_id, title, tag, text, reply_to_id, identity, publish_at)
    values (${post.id}, ${post.threadId}, ${post.boardId}, ${post.title}, ${post.tag}, ${post.text}, ${post.replyToId},
      ${post.identity === null ? null : JSON.stringify(post.identity)}::jsonb, ${post.publishAt})
    on conflict do nothing`.execute(db);
  return numAffectedRows === 1n;
}

/**
 * Deletes a post of an author that waits; if it begins a thread, all that waits in the thread, which are the author's own posts.
 * @returns whether it waited. Index: waiting_pkey, waiting_thread
 */
export async function deleteWaiting(
  db: Db,
  post: { id: string; threadId: string; tag: string },
): Promise<boolean> {
  const { rows } = await sql<{ title: string | null }>`
    delete from boards.waiting where id = ${post.id} and thread_id = ${post.threadId} and tag = ${post.tag}
    returning title`.execute(db);
  const [deleted] = rows;
  if (deleted === undefined) return false;
  if (deleted.title !== null)
    await sql`delete from boards.waiting where thread_id = ${post.threadId}`.execute(db);
  return true;
}

/** Deletes a published post of its author: its words go, its place stays. @returns whether there is such a post. Index: posts_pkey */
export async function deletePublished(
  db: Db,
  post: { id: string; threadId: string; tag: string },
): Promise<boolean> {
  const { rows } = await sql<{ before: string; isStarter: boolean }>`
    with found as (
      select id, state from boards.posts where id = ${post.id} and thread_id = ${post.threadId} and tag = ${post.tag} for update)
    update boards.posts post set state = 'deleted', text = '' from found where post.id = found.id
    returning found.state as before, is_starter as "isStarter"`.execute(db);
  const [deleted] = rows;
  if (deleted === undefined) return false;
  await sql`
    update boards.threads set
      post_count = post_count - ${deleted.before === 'visible' ? 1 : 0},
      title = case when ${deleted.isStarter} then null else title end
    where id = ${post.threadId}`.execute(db);
  if (deleted.before === 'hidden') await forgetAppeals(db, post.id);
  return true;
}
