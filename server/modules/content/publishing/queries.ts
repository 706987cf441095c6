import { type Expression, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { statement } from '../../../platform/statement.ts';
import type { Official } from '../../auth/index.ts';
import {
  admits,
  audienceOf,
  contactLocked,
  effectiveVisibility,
  isClosed,
  limitsOf,
  postVisibleTo,
} from '../../social/index.ts';
import { lockPosts } from '../queries.ts';
import type { Entity, ReplyPolicy, Visibility } from '../schemas.ts';

/** A post that a new post answers or quotes. */
export interface Reference {
  /** Index of the new post in its batch. */
  nr: number;
  viewerId: string;
  universityId: string;
  postId: string;
  /** Whether the new post answers it. */
  isReply: boolean;
}

/** A referenced post that the viewer may see. */
export interface LockedPost {
  nr: number;
  id: string;
  authorId: string;
  authorUsername: string;
  authorIsPrivate: boolean;
  /** Whether the reply policy and the author's settings admit the viewer as a member who is not the author. */
  admitsReply: boolean;
  rootId: string | null;
  ownVisibility: Visibility;
  visibility: Visibility;
  isClosed: boolean;
}

/** Whether to wait for rows that other transactions have locked, or to leave them out. */
export interface Locking {
  waitsForLocks: boolean;
}

/**
 * Locks referenced posts until the transaction ends, then returns those that exist and that the viewer may
 * see. A second statement reads them, so that it sees what was committed while the lock was awaited. The lock
 * keeps replies off a post that is being deleted and serialises its counters. The settings of the authors of
 * posts that are answered are locked as well.
 * Index: content.posts_pkey, social.follows_pkey, content.post_mentions_pkey, social.contact_settings_pkey.
 */
export async function lockReferencedPosts(
  db: Db,
  references: readonly Reference[],
  { waitsForLocks }: Locking,
  at: Date,
): Promise<LockedPost[]> {
  if (references.length === 0) return [];
  const ids = [...new Set(references.map(({ postId }) => postId))];
  const locked = new Set(await lockPosts(db, ids, { skipsLocked: !waitsForLocks }));
  const unsettled = await authorsBeingChanged(
    db,
    references.flatMap(({ isReply, postId }) => (isReply && locked.has(postId) ? postId : [])),
    waitsForLocks,
  );
  const rows = references.filter(
    ({ postId, isReply }) => locked.has(postId) && !(isReply && unsettled.has(postId)),
  );
  return rows.length === 0 ? [] : referencedPosts(db, { rows: JSON.stringify(rows), at });
}

/** Locks the settings of the posts' authors. @returns without waiting: the posts of authors who are changing them */
async function authorsBeingChanged(
  db: Db,
  postIds: readonly string[],
  waitsForLocks: boolean,
): Promise<Set<string>> {
  if (postIds.length === 0) return new Set();
  const { rows } = await sql<{ id: string; isLocked: boolean }>`
    select post.id, ${contactLocked(sql.ref('post.author_id'), waitsForLocks)} as "isLocked"
    from content.posts post where post.id = any(${postIds}::uuid[])`.execute(db);
  return new Set(rows.flatMap(({ id, isLocked }) => (isLocked ? [] : id)));
}

const WRITER = { id: sql.ref<string>('given.viewerId'), universityId: sql.ref<string>('given.universityId') };

/** The viewer has what the author asks of those who reply: for the alias `post`. */
const replyAdmitted = (viewerId: Expression<unknown>, at: Expression<unknown>) => {
  const isMentioned = sql<boolean>`exists (
    select from content.post_mentions where user_id = ${viewerId} and post_id = post.id)`;
  return sql<boolean>`(case post.reply_policy when 'everyone' then true
      when 'followers' then exists (
        select from social.follow_view where follower_id = ${viewerId} and followee_id = post.author_id)
      when 'following' then ${isMentioned} or exists (
        select from social.follow_view where follower_id = post.author_id and followee_id = ${viewerId})
      when 'mentioned' then ${isMentioned}
      else false end
    and (${admits('reply', viewerId, sql.ref('post.author_id'), at)}
      -- Whom the author mentions or answers may answer.
      or post.parent_author_id = ${viewerId} or ${isMentioned}))`;
};

const referencedPosts = statement<{ rows: string; at: Date }, LockedPost>(
  ({ rows, at }) => sql<LockedPost>`
    select given.nr, post.id, post.author_id as "authorId", author.username as "authorUsername",
      author.is_private as "authorIsPrivate", post.root_id as "rootId", post.visibility as "ownVisibility",
      given."isReply" and ${replyAdmitted(sql.ref('given.viewerId'), sql`${at}::timestamptz`)} as "admitsReply",
      ${effectiveVisibility(audienceOf('post'))} as visibility,
      ${isClosed(sql.ref('author'), audienceOf('post'))} as "isClosed"
    from json_to_recordset(${rows}::json) as given (nr int, "viewerId" uuid, "universityId" uuid, "postId" uuid, "isReply" boolean)
    join content.posts post on post.id = given."postId"
    join social.audience_view author on author.id = post.author_id
    where post.deleted_at is null and ${postVisibleTo(WRITER, audienceOf('post'))}`,
);

/** Whether the viewer may reply to a post; undefined if they may not see it. Index: as `lockReferencedPosts`. */
export async function findReplyPermission(
  db: Db,
  viewer: Viewer,
  postId: string,
  at: Date,
): Promise<{ isAllowed: boolean } | undefined> {
  const { rows } = await sql<{ isAllowed: boolean }>`
    select coalesce(post.author_id = ${viewer.id}
      or ${replyAdmitted(sql`${viewer.id}::uuid`, sql`${at}::timestamptz`)}, false) as "isAllowed"
    from content.posts post
    where post.id = ${postId} and post.deleted_at is null and ${postVisibleTo(viewer, audienceOf('post'))}`.execute(
    db,
  );
  return rows[0];
}

/** A post to insert. */
export interface NewPostRow {
  id: string;
  authorId: string;
  content: string;
  length: number;
  entities: Entity[];
  visibility: Visibility;
  inheritsAudience: boolean;
  replyPolicy: ReplyPolicy;
  replyToId: string | null;
  rootId: string | null;
  quoteOfId: string | null;
  /** Null: the author's interface language. */
  language: 'tr' | 'en' | null;
  contentWarning: string | null;
  hasPoll: boolean;
  hasMedia: boolean;
  createdAt: Date;
  /** The campus that it was written on, if it was imported. */
  importedFrom: string | null;
}

/** What only the database knows of a new post. */
export interface InsertedPost {
  id: string;
  language: 'tr' | 'en';
  username: string;
  displayName: string;
  avatarUrl: string | null;
  university: string;
  universityTr: string;
  official: Official | null;
  /** Whether the author's account is private. */
  isPrivate: boolean;
  /** `limitsOf` the post for its author. */
  limits: number | null;
}

/**
 * Inserts posts and reads their authors, in one statement. The caller has locked what they refer to.
 * Index: the primary keys of the authors.
 */
export const insertPosts = (db: Db, rows: readonly NewPostRow[]): Promise<InsertedPost[]> =>
  insertStatement(db, { rows: JSON.stringify(rows) });

const insertStatement = statement<{ rows: string }, InsertedPost>(
  ({ rows }) => sql<InsertedPost>`
    with given as materialized (
      select * from json_to_recordset(${rows}::json) as given (id uuid, "authorId" uuid, content text, length int, entities jsonb,
        visibility text, "inheritsAudience" boolean, "replyPolicy" text, "replyToId" uuid, "rootId" uuid, "quoteOfId" uuid,
        language text, "contentWarning" text, "hasPoll" boolean, "hasMedia" boolean, "createdAt" timestamptz, "importedFrom" text)
    ), post as (
      insert into content.posts (id, author_id, content, length, entities, visibility, inherits_audience, reply_policy,
        reply_to_id, root_id, quote_of_id, language, content_warning, has_poll, has_media, created_at, imported_from)
      select id, "authorId", content, length, entities, visibility, "inheritsAudience", "replyPolicy",
        "replyToId", "rootId", "quoteOfId",
        coalesce(language, (select locale from auth.member_view where id = "authorId")),
        "contentWarning", "hasPoll", "hasMedia", "createdAt", "importedFrom"
      from given order by id
      returning id, author_id, language, visibility, parent_author_id, inherits_audience, audience_limits,
        limiting_author_ids, is_limited
    )
    select post.id, post.language, author.username, author.display_name as "displayName", author.avatar_url as "avatarUrl",
      author.university_name as university, author.university_name_tr as "universityTr", author.official, author.is_private as "isPrivate",
      ${limitsOf(
        { id: sql.ref<string>('post.author_id'), universityId: sql.ref<string>('author.university_id') },
        audienceOf('post'),
      )} as limits
    from post join profiles.member_view author on author.id = post.author_id`,
);
