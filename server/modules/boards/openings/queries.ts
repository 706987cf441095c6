import type { SealedShare } from '@chitlaq/sealing';
import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { HolderRole } from '../schemas.ts';

export type OpeningState = 'open' | 'opened' | 'refused' | 'expired';

export interface OpeningRow {
  id: string;
  postId: string;
  threadId: string;
  tag: string;
  text: string;
  reason: string;
  requestedBy: string | null;
  requestedAt: Date;
  endsAt: Date;
  state: OpeningState;
  identityId: string | null;
}

export interface ListedOpening extends OpeningRow {
  threadTitle: string | null;
  publishedAt: Date;
  colour: number;
  animal: number;
  number: number;
  answers: AnswerRow[];
}

export interface AnswerRow {
  role: HolderRole;
  holderId: string | null;
  share: string | null;
  refusal: string | null;
}

const COLUMNS = sql`opening.id, opening.post_id as "postId", opening.thread_id as "threadId", opening.tag, opening.text, opening.reason,
  opening.requested_by as "requestedBy", opening.requested_at as "requestedAt", opening.ends_at as "endsAt", opening.state,
  opening.identity_id as "identityId"`;

/** The newest openings, with the answers of the holders. Index: openings_pkey. */
export async function listOpenings(db: Db, limit: number): Promise<ListedOpening[]> {
  const { rows } = await sql<ListedOpening>`
    select ${COLUMNS}, thread.title as "threadTitle", post.published_at as "publishedAt", author.colour, author.animal, author.number,
      (select coalesce(json_agg(json_build_object('role', role, 'holderId', holder_id, 'share', null, 'refusal', refusal)), '[]')
        from boards.opening_answers where opening_id = opening.id) as answers
    from boards.openings opening
    join boards.posts post on post.id = opening.post_id
    join boards.threads thread on thread.id = opening.thread_id
    join boards.authors author on author.thread_id = opening.thread_id and author.tag = opening.tag
    order by opening.id desc limit ${limit}`.execute(db);
  return rows;
}

export interface ContextRow {
  id: string;
  text: string;
  colour: number;
  animal: number;
  number: number;
  publishedAt: Date;
}

/** The posts before one in its thread, the oldest first. Index: posts_thread. */
export async function listPostsBefore(db: Db, postId: string, limit: number): Promise<ContextRow[]> {
  const { rows } = await sql<ContextRow>`
    select post.id, case when post.state = 'visible' then post.text else '' end as text, author.colour, author.animal, author.number,
      post.published_at as "publishedAt"
    from boards.posts this
    join boards.posts post on post.thread_id = this.thread_id
      and (post.published_at, not post.is_starter, post.id) < (this.published_at, not this.is_starter, this.id)
    join boards.authors author on author.thread_id = post.thread_id and author.tag = post.tag
    where this.id = ${postId}
    order by post.published_at desc, not post.is_starter desc, post.id desc limit ${limit}`.execute(db);
  return rows.reverse();
}

/** Locks an opening until the transaction ends: of two answers the second sees the first. Index: openings_pkey. */
export async function lockOpening(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from boards.openings where id = ${id} for update`.execute(db);
  return rows.length > 0;
}

export async function findOpening(db: Db, id: string): Promise<OpeningRow | undefined> {
  const { rows } =
    await sql<OpeningRow>`select ${COLUMNS} from boards.openings opening where id = ${id}`.execute(db);
  return rows[0];
}

/** @returns whether nobody had asked for this author before */
export async function insertOpening(db: Db, row: Omit<OpeningRow, 'state' | 'identityId'>): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into boards.openings (id, post_id, thread_id, tag, text, reason, requested_by, requested_at, ends_at)
    values (${row.id}, ${row.postId}, ${row.threadId}, ${row.tag}, ${row.text}, ${row.reason}, ${row.requestedBy},
      ${row.requestedAt}, ${row.endsAt})
    on conflict (thread_id, tag) where state = 'open' do nothing`.execute(db);
  return numAffectedRows === 1n;
}

export interface IdentityRow {
  ciphertext: string;
  /** Without those of holders who were missing when it was sealed. */
  shares: Partial<Record<HolderRole, SealedShare>>;
}

/** The sealed identity of an author. Index: identities_pkey. */
export async function findIdentity(db: Db, threadId: string, tag: string): Promise<IdentityRow | undefined> {
  const { rows } = await sql<IdentityRow>`
    select ciphertext, shares from boards.identities where thread_id = ${threadId} and tag = ${tag}`.execute(
    db,
  );
  return rows[0];
}

/** Index: opening_answers_pkey. */
export async function listAnswers(db: Db, openingId: string): Promise<AnswerRow[]> {
  const { rows } = await sql<AnswerRow>`
    select role, holder_id as "holderId", share, refusal from boards.opening_answers where opening_id = ${openingId}`.execute(
    db,
  );
  return rows;
}

export async function insertAnswer(
  db: Db,
  row: AnswerRow & { openingId: string; holderId: string; now: Date },
): Promise<void> {
  await sql`
    insert into boards.opening_answers (opening_id, role, holder_id, share, refusal, answered_at)
    values (${row.openingId}, ${row.role}, ${row.holderId}, ${row.share}, ${row.refusal}, ${row.now})`.execute(
    db,
  );
}

/** Ends a locked opening, and forgets the shares. */
export async function closeOpening(
  db: Db,
  id: string,
  end: { state: Exclude<OpeningState, 'open'>; identityId: string | null; now: Date },
): Promise<void> {
  await sql`
    update boards.openings set state = ${end.state}, identity_id = ${end.identityId}, closed_at = ${end.now}
    where id = ${id}`.execute(db);
  await sql`update boards.opening_answers set share = null where opening_id = ${id} and share is not null`.execute(
    db,
  );
}

/** Open ones whose time has ended. */
export async function listExpired(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from boards.openings where state = 'open' and ends_at <= ${now}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Forgets who was found, some time after. */
export async function eraseFound(db: Db, closedBefore: Date): Promise<void> {
  await sql`
    update boards.openings set identity_id = null where identity_id is not null and closed_at < ${closedBefore}`.execute(
    db,
  );
}

/** The words of a post that its author has deleted, as they were reported. Index: reports_post. */
export async function findReportedText(db: Db, postId: string): Promise<string | undefined> {
  const { rows } = await sql<{ text: string }>`
    select text from boards.reports where post_id = ${postId} order by reported_at limit 1`.execute(db);
  return rows[0]?.text;
}

/** Whom an email is for. Index: users_pkey. */
export async function findReader(
  db: Db,
  memberId: string,
): Promise<{ locale: 'tr' | 'en'; displayName: string } | undefined> {
  const { rows } = await sql<{ locale: 'tr' | 'en'; displayName: string }>`
    select locale, display_name as "displayName" from auth.member_view where id = ${memberId}`.execute(db);
  return rows[0];
}
