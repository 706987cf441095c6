import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { statement } from '../../../platform/statement.ts';
import {
  audienceOf,
  blockedInPage,
  followed,
  LIMITS,
  limitsOf,
  memberVisibleTo,
  notMuted,
  parentVisibleWith,
  postVisibleTo,
  postVisibleWith,
  type Viewer,
  type ViewerTies,
} from '../../social/index.ts';
import type { LinkPreview } from '../link-previews/schemas.ts';
import { hasReacted } from '../reactions/queries.ts';
import type { Entity, PostAuthor, ReplyPolicy, Visibility } from '../schemas.ts';

/** Ancestors shown above a post: the nearest ones. The client can load further ones from there. */
const MAX_ANCESTORS = 100;

const AUTHOR = sql.ref('author');
/** The viewer's ties to the author of the post that `visiblePostSql` reads, for a list's own condition. */
export const TIES: ViewerTies = {
  follows: sql.ref<boolean>('tie.follows'),
  limits: sql.ref<number | null>('tie.limits'),
  blocked: sql.ref<string[]>('tie.blocked'),
};

/**
 * Those of the posts that the viewer may see. A deleted post counts if the viewer could see it when it was
 * deleted.
 * Index: content.posts_pkey.
 */
export async function findVisiblePostIds(
  db: Db,
  viewer: Viewer,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('content.posts as post')
    .select('post.id')
    .where(({ ref }) => sql<boolean>`${ref('post.id')} = any(${ids}::uuid[])`)
    .where(postVisibleTo(viewer, audienceOf('post')))
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** A row of a page of posts: the parts of a post that depend on the viewer or change without its text. */
export interface PageRow {
  id: string;
  /** Of the text and the author's card. */
  version: string;
  likes: number;
  reposts: number;
  replies: number;
  quotes: number;
  /** Sum of the `FLAGS` that apply. */
  flags: number;
  /** Id and username of the author of the parent post, if the viewer may see it. */
  parentAuthor: string | null;
}

/**
 * Flags of a post for a viewer, packed into one number: each column costs time in the database and in the
 * driver.
 */
export const FLAGS = {
  liked: 1,
  reposted: 2,
  bookmarked: 4,
  deleted: 8,
  /** The author's account is private. */
  private: 16,
  /** A post above limits the audience: the narrowest of them is for a university, or for followers. */
  limitedToUniversity: 32,
  limitedToFollowers: 64,
} as const;

/** The parts of a post that are the same for every viewer. */
export interface PostText {
  id: string;
  version: string;
  author: PostAuthor;
  content: string;
  entities: Entity[];
  language: 'tr' | 'en' | null;
  contentWarning: string | null;
  visibility: Visibility;
  replyPolicy: ReplyPolicy;
  replyToId: string | null;
  rootId: string | null;
  quoteOfId: string | null;
  linkPreview: LinkPreview | null;
  hasPoll: boolean;
  hasMedia: boolean;
  pinned: boolean;
  createdAt: string;
  editedAt: string | null;
  importedFrom: string | null;
}

/** Over a row `card` of social.audience_view. */
const version = (card: string) => sql`post.text_version || ' ' || ${sql.ref(card)}.version`;

/** Whether any post has counts in slots. Usually none has. */
const HAS_SLOTS = sql.ref<boolean>('tie.has_slots');
const countWithSlots = (column: 'likes' | 'reposts', inRow: RawBuilder<unknown>) => sql`
  case when ${HAS_SLOTS} then ${inRow} + coalesce((
      select sum(slot.${sql.ref(column)}) from content.count_slots slot where slot.post_id = post.id), 0)::integer
    else ${inRow} end`;

const flagWhen = (flag: keyof typeof FLAGS, holds: Expression<unknown>) =>
  sql`case when ${holds} then ${sql.lit(FLAGS[flag])} else 0 end`;

/** A post without likes or reposts needs no look-up of the viewer's own. */
const columns = (viewer: Viewer) => sql`
  post.id, ${version('author')} as version, ${countWithSlots('likes', sql`post.like_count`)} as likes,
  ${countWithSlots('reposts', sql`post.repost_count`)} as reposts, post.reply_count as replies, post.quote_count as quotes,
  ${flagWhen('liked', sql`(post.like_count > 0 or ${HAS_SLOTS}) and ${hasReacted(viewer, 'like')}`)}
    + ${flagWhen('reposted', sql`(post.repost_count > 0 or ${HAS_SLOTS}) and ${hasReacted(viewer, 'repost')}`)}
    + ${flagWhen('bookmarked', hasReacted(viewer, 'bookmark'))} + ${flagWhen('deleted', sql`post.deleted_at is not null`)}
    + ${flagWhen('private', sql`author.is_private`)} + case when tie.limits is null then 0
      when tie.limits & ${sql.lit(LIMITS.followers)} > 0 then ${sql.lit(FLAGS.limitedToFollowers)}
      else ${sql.lit(FLAGS.limitedToUniversity)} end as flags,
  case when post.reply_to_id is not null then (
    select parent_author.id || ' ' || parent_author.username
    from content.posts parent join social.audience_view parent_author on parent_author.id = parent.author_id
    where parent.id = post.reply_to_id and parent.deleted_at is null
      and ${parentVisibleWith(viewer, sql.ref('parent_author'), audienceOf('parent'), TIES)}
  ) end as "parentAuthor"`;

/** A timestamp in the format of the API. */
const isoTimestamp = (column: Expression<unknown>) =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * Texts of posts whose rows the caller has read. Index: content.posts_pkey, then the authors' rows by primary
 * key.
 */
export const postTexts = statement<{ ids: readonly string[] }, PostText>(
  ({ ids }) => sql<PostText>`
    select post.id, ${version('card')} as version, post.content, post.entities, post.language,
      post.content_warning as "contentWarning", post.visibility, post.reply_policy as "replyPolicy",
      post.reply_to_id as "replyToId", post.root_id as "rootId", post.quote_of_id as "quoteOfId",
      post.link_preview as "linkPreview", post.has_poll as "hasPoll", post.has_media as "hasMedia", post.pinned_at is not null as pinned,
      ${isoTimestamp(sql.ref('post.created_at'))} as "createdAt", ${isoTimestamp(sql.ref('post.edited_at'))} as "editedAt",
      post.imported_from as "importedFrom",
      json_build_object('id', author.id, 'username', author.username, 'displayName', author.display_name,
        'avatarUrl', author.avatar_url, 'university', author.university_name,
        'universityTr', author.university_name_tr, 'official', author.official) as author
    from content.posts post
    join profiles.member_view author on author.id = post.author_id
    join social.audience_view card on card.id = post.author_id
    where post.id = any(${ids}::uuid[])`,
);

/**
 * SQL that selects one post if `condition` holds. Lists join it to their own statement: a page takes one
 * round trip and reads each row once. Keep the plan small: every plan node costs time per request, even
 * without rows.
 * Index: content.posts_pkey, then the author's rows by primary key, and the same for the parent post.
 *
 * @param id  of the post, in SQL
 * @param condition  the list's rule over `post`, `author` (a row of social.audience_view) and `TIES`; it
 *   must include the visibility rule
 * @param extraColumns  columns of the list, over the same tables
 */
export const visiblePostSql = <Own extends Record<string, RawBuilder<unknown>> = Record<never, never>>(
  viewer: Viewer,
  id: RawBuilder<unknown>,
  condition: RawBuilder<boolean>,
  extraColumns?: Own,
): RawBuilder<PageRow> => {
  const extraColumnsSql = Object.entries(extraColumns ?? {}).map(
    ([name, column]) => sql`, ${column} as ${sql.ref(name)}`,
  );
  return sql<PageRow>`
  select ${columns(viewer)} ${sql.join(extraColumnsSql, sql` `)}
  from content.posts post
  join social.audience_view author on author.id = post.author_id
  cross join lateral (select ${followed(viewer, sql.ref('post.author_id'))} as follows,
    ${limitsOf(viewer, audienceOf('post'))} as limits, ${blockedInPage(viewer)} as blocked,
    (select exists (select from content.count_slots)) as has_slots offset 0) tie
  where post.id = ${id} and ${condition}`;
};

/**
 * SQL of a page of posts, each read as by `visiblePostSql`.
 *
 * @param requested  rows (id, position) that the list found, in SQL
 * @param take  maximum number of posts, in the order of `position`
 */
export const postPageSql = <Own extends Record<string, RawBuilder<unknown>> = Record<never, never>>(
  viewer: Viewer,
  requested: RawBuilder<unknown>,
  condition: RawBuilder<boolean>,
  take: number,
  extraColumns?: Own,
): RawBuilder<PageRow> => sql<PageRow>`
  with requested as materialized (select * from ${requested} listed)
  select page.* from requested
  cross join lateral (${visiblePostSql(viewer, sql.ref('requested.id'), condition, extraColumns)}) page
  order by requested.position limit ${take}`;

/** Those of the posts that the viewer may see, including deleted ones, in their order. */
export const findVisiblePosts = statement<Viewer & { ids: readonly string[]; take: number }, PageRow>(
  (params) =>
    postPageSql(
      params,
      sql`(select id, position from unnest(${params.ids}::uuid[]) with ordinality as listed (id, position))`,
      postVisibleWith(params, AUTHOR, audienceOf('post'), TIES),
      params.take,
    ),
);

/** Posts that others quote, as `findVisiblePosts`; with whether the viewer mutes their authors. */
export const findQuotedPosts = statement<
  Viewer & { ids: readonly string[]; take: number },
  PageRow & { isByMuted: boolean }
>((params) => {
  const isByMuted = sql<boolean>`not ${notMuted(params, sql.ref('post.author_id'))}`;
  return postPageSql(
    params,
    sql`(select id, position from unnest(${params.ids}::uuid[]) with ordinality as listed (id, position))`,
    postVisibleWith(params, AUTHOR, audienceOf('post'), TIES),
    params.take,
    { isByMuted },
  ) as RawBuilder<PageRow & { isByMuted: boolean }>;
});

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The id of a member whom the viewer may know of, by id or username, ignoring case.
 * Index: auth.users_pkey or auth.users_username.
 */
export async function findAuthor(db: Db, viewer: Viewer, idOrUsername: string): Promise<string | undefined> {
  const name = idOrUsername.toLowerCase();
  const row = await db
    .selectFrom('auth.member_view as member')
    .select('member.id')
    .where(UUID.test(name) ? 'member.id' : 'member.username', '=', name)
    .where(({ ref }) => memberVisibleTo(viewer, ref('member.id')))
    .executeTakeFirst();
  return row?.id;
}

/**
 * Ids of an author's posts that the viewer may see, newest first.
 * Index: content.posts_author, posts_author_top without replies, posts_author_media with media only: each (author_id, id desc), so
 * a page reads its own posts.
 */
export async function findAuthorPostsBefore(
  db: Db,
  viewer: Viewer,
  authorId: string,
  page: { before: string | null; replies: boolean; hasMedia: boolean; take: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('content.posts as post')
    .select('post.id')
    .where('post.author_id', '=', authorId)
    .where('post.deleted_at', 'is', null)
    .$if(!page.replies, (query) => query.where('post.reply_to_id', 'is', null))
    .$if(page.hasMedia, (query) => query.where(({ ref }) => ref('post.has_media')))
    .$if(page.before !== null, (query) => query.where('post.id', '<', page.before))
    .where(postVisibleTo(viewer, audienceOf('post')))
    .orderBy('post.id', 'desc')
    .limit(page.take)
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Ids of an author's pinned posts that the viewer may see, the last pinned first.
 * Index: content.posts_pinned, three rows at most.
 */
export async function findPinnedPosts(db: Db, viewer: Viewer, authorId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('content.posts as post')
    .select('post.id')
    .where('post.author_id', '=', authorId)
    .where('post.pinned_at', 'is not', null)
    .where('post.deleted_at', 'is', null)
    .where(postVisibleTo(viewer, audienceOf('post')))
    .orderBy('post.pinned_at', 'desc')
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Ids of a post's ancestors, the root first: the nearest 100 at most.
 * Index: content.posts_pkey, one look-up per ancestor, in one round trip.
 */
export async function findAncestors(db: Db, postId: string): Promise<string[]> {
  const found = await sql<{ id: string }>`
    with recursive up (id, reply_to_id, distance) as (
      select id, reply_to_id, 0 from content.posts where id = ${postId}
      union all
      select post.id, post.reply_to_id, up.distance + 1
      from up join content.posts post on post.id = up.reply_to_id
      where up.distance < ${MAX_ANCESTORS}
    )
    select id from up where distance > 0 order by distance desc`.execute(db);
  return found.rows.map(({ id }) => id);
}

/** The author of a post, even if it is deleted. Index: posts_pkey, auth.users_pkey. */
export const findPostAuthor = (
  db: Db,
  postId: string,
): Promise<{ id: string; universityId: string } | undefined> =>
  db
    .selectFrom('content.posts as post')
    .innerJoin('auth.member_view as author', 'author.id', 'post.author_id')
    .select(['author.id', 'author.university_id as universityId'])
    .where('post.id', '=', postId)
    .executeTakeFirst();
