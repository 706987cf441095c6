import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { PostState } from '../schemas.ts';

export interface BoardRow {
  id: string;
  titleTr: string;
  titleEn: string;
  descriptionTr: string;
  descriptionEn: string;
  universityId: string | null;
  archivedAt: Date | null;
  threadCount: number;
  activeAt: Date | null;
}

export const BOARD_COLUMNS = sql`board.id, title_tr as "titleTr", title_en as "titleEn", description_tr as "descriptionTr",
  description_en as "descriptionEn", university_id as "universityId", archived_at as "archivedAt",
  (select count(*)::int from boards.threads where board_id = board.id and post_count > 0) as "threadCount",
  (select max(active_at) from boards.threads where board_id = board.id and post_count > 0) as "activeAt"`;

/** Those for the viewer's university, and for all. Few exist. Index: threads_board. */
export async function listBoards(db: Db, universityId: string): Promise<BoardRow[]> {
  const { rows } = await sql<BoardRow>`
    select ${BOARD_COLUMNS} from boards.boards board
    where university_id is null or university_id = ${universityId}
    order by archived_at is not null, id`.execute(db);
  return rows;
}

/** Index: boards_pkey. */
export async function findBoard(db: Db, id: string, universityId: string): Promise<BoardRow | undefined> {
  const { rows } = await sql<BoardRow>`
    select ${BOARD_COLUMNS} from boards.boards board
    where id = ${id} and (university_id is null or university_id = ${universityId})`.execute(db);
  return rows[0];
}

export interface ThreadRow {
  id: string;
  boardId: string;
  title: string | null;
  starterTag: string;
  colour: number;
  animal: number;
  number: number;
  postCount: number;
  publishedAt: Date;
  activeAt: Date;
}

const THREADS = sql`
  select thread.id, thread.board_id as "boardId", case when starter.state = 'visible' then thread.title end as title,
    thread.starter_tag as "starterTag", author.colour, author.animal, author.number, thread.post_count as "postCount",
    thread.published_at as "publishedAt", thread.active_at as "activeAt"
  from boards.threads thread
  join boards.posts starter on starter.id = thread.starter_id
  join boards.authors author on author.thread_id = thread.id and author.tag = thread.starter_tag`;

/** The threads of a board, the newest activity first. Index: threads_board. */
export async function listThreads(
  db: Db,
  boardId: string,
  after: string | null,
  limit: number,
): Promise<ThreadRow[]> {
  const isAfter =
    after === null
      ? sql`true`
      : sql`(thread.active_at, thread.id) < (select last.active_at, last.id from boards.threads last where last.id = ${after})`;
  const { rows } = await sql<ThreadRow>`${THREADS}
    where thread.board_id = ${boardId} and thread.post_count > 0 and ${isAfter}
    order by thread.active_at desc, thread.id desc limit ${limit}`.execute(db);
  return rows;
}

/** A thread on a board that the viewer may read. Index: threads_pkey. */
export async function findThread(db: Db, id: string, universityId: string): Promise<ThreadRow | undefined> {
  const { rows } = await sql<ThreadRow>`${THREADS}
    join boards.boards board on board.id = thread.board_id
    where thread.id = ${id} and thread.post_count > 0
      and (board.university_id is null or board.university_id = ${universityId})`.execute(db);
  return rows[0];
}

export interface PostRow {
  id: string;
  threadId: string;
  text: string;
  tag: string;
  colour: number;
  animal: number;
  number: number;
  isStarter: boolean;
  replyToId: string | null;
  state: PostState;
  publishedAt: Date;
}

export const POST_COLUMNS = sql`post.id, post.thread_id as "threadId", case when post.state = 'visible' then post.text else '' end as text,
  post.tag, author.colour, author.animal, author.number, post.tag = thread.starter_tag as "isStarter",
  post.reply_to_id as "replyToId", post.state, post.published_at as "publishedAt"`;
export const POSTS = sql`boards.posts post
  join boards.threads thread on thread.id = post.thread_id
  join boards.authors author on author.thread_id = post.thread_id and author.tag = post.tag`;

/** The posts of a thread, the oldest first, its beginning before what was published with it. Index: posts_thread. */
export async function listPosts(
  db: Db,
  threadId: string,
  after: string | null,
  limit: number,
): Promise<PostRow[]> {
  const isAfter =
    after === null
      ? sql`true`
      : sql`(post.published_at, not post.is_starter, post.id) >
          (select last.published_at, not last.is_starter, last.id from boards.posts last where last.id = ${after})`;
  const { rows } = await sql<PostRow>`
    select ${POST_COLUMNS} from ${POSTS}
    where post.thread_id = ${threadId} and ${isAfter}
    order by post.published_at, not post.is_starter, post.id limit ${limit}`.execute(db);
  return rows;
}
