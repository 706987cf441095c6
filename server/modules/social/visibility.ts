import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Viewer as SignedIn } from '../../platform/http/viewer.ts';

/** What the rule needs of the viewer. */
export type Viewer = Pick<SignedIn, 'id' | 'universityId'>;
/** One viewer, or the columns of many viewers in one statement. */
export type Viewers = Viewer | { id: Expression<string>; universityId: Expression<string> };

type Ref = Expression<unknown>;

/** Neither the viewer nor the member blocks the other. Two look-ups by primary key. */
export const unblocked = (viewer: Viewers, member: Ref): RawBuilder<boolean> => sql<boolean>`(
  not exists (select from social.blocks where blocker_id = ${viewer.id} and blocked_id = ${member})
  and not exists (select from social.blocks where blocker_id = ${member} and blocked_id = ${viewer.id}))`;

/**
 * `unblocked` for the rows of a page: reads the viewer's blocks in both directions once per statement, not per row. Index:
 * blocks_pkey, blocks_blocked.
 */
const unblockedInPage = (viewer: Viewer, member: Ref, blocked?: Expression<string[]>): RawBuilder<boolean> =>
  blocked ? sql<boolean>`${member} <> all (${blocked})` : sql<boolean>`${member} not in (${blocks(viewer)})`;

/** Ids of all members whom the viewer blocks or who block the viewer. */
const blocks = (viewer: Viewer) => sql`
  select blocked_id from social.blocks where blocker_id = ${viewer.id}
  union all select blocker_id from social.blocks where blocked_id = ${viewer.id}`;

/** `blocks` as an array, for a statement that checks several members per row. Index: blocks_pkey, blocks_blocked. */
export const blockedInPage = (viewer: Viewer): RawBuilder<string[]> =>
  sql<string[]>`array(${blocks(viewer)})`;

/**
 * The viewer follows the member. `offset 0` keeps it a look-up by key: without it a prepared statement may hash all followees of
 * the viewer for one page.
 */
export const followed = (viewer: Viewers, member: Ref): RawBuilder<boolean> => sql<boolean>`
  exists (select from social.follows where follower_id = ${viewer.id} and followee_id = ${member} offset 0)`;

/** The viewer has not muted the member. Not part of visibility: for lists that the viewer did not request, such as feeds. */
export const notMuted = (viewer: Viewers, member: Ref): RawBuilder<boolean> => sql<boolean>`
  not exists (select from social.mutes where muter_id = ${viewer.id} and muted_id = ${member})`;

/** `notMuted` for the rows of a page: reads the viewer's mutes once per statement. Index: mutes_pkey. */
export const notMutedInPage = (viewer: Viewer, member: Ref): RawBuilder<boolean> => sql<boolean>`
  ${member} not in (select muted_id from social.mutes where muter_id = ${viewer.id})`;

/** The viewer has not hidden the member's reposts. Not part of visibility either. */
export const repostsShown = (viewer: Viewers, member: Ref): RawBuilder<boolean> => sql<boolean>`
  not exists (select from social.hidden_reposts where hider_id = ${viewer.id} and hidden_id = ${member})`;

/**
 * Whether lists that the viewer did not ask for may show a member's posts: not while moderators limit the member's reach, except to followers.
 * Not part of visibility. Index: audiences_limited, which has a few rows, so that it costs nothing for other members.
 */
export const reaches = (viewer: Viewers, member: Ref): RawBuilder<boolean> => sql<boolean>`(
  not ${reachLimited(member)} or ${member} = ${viewer.id} or ${followed(viewer, member)})`;

/** Moderators limit the member's reach now. For lists that are made for everybody. */
export const reachLimited = (member: Ref): RawBuilder<boolean> => sql<boolean>`
  exists (select from social.audiences limited where limited.user_id = ${member} and limited.limited_until > now())`;

/** Facts about a viewer and a post, for a statement that reads them once per row. */
export interface ViewerTies {
  /** The viewer follows the author. */
  follows: Expression<boolean>;
  /** `limitsOf` of the post. */
  limits: Expression<number | null>;
  /** `blockedInPage` of the viewer. */
  blocked: Expression<string[]>;
}

/** The facts about a post that the rule needs, as expressions. */
export interface Audience {
  /** The author's id. */
  author: Ref;
  /** The post's own `public`, `university` or `followers`. */
  visibility: Ref;
  /** Id of the parent's author; null for a post that is no reply. */
  parentAuthor: Ref;
  /** Whether the reply takes the audience of the closed conversation that it was written into. */
  inherits: Ref;
  /** The ancestors, social.audience_limit[]; null for a post that is no reply. */
  limits: Ref;
  /** Ids of the ancestors' authors. */
  limitingAuthors: Ref;
  /** Whether an ancestor has another visibility than `public`. */
  isLimited: Ref;
}

/** The audience of a row of content.posts or content.post_view. */
export const audienceOf = (post: string): Audience => ({
  author: sql.ref(`${post}.author_id`),
  visibility: sql.ref(`${post}.visibility`),
  parentAuthor: sql.ref(`${post}.parent_author_id`),
  inherits: sql.ref(`${post}.inherits_audience`),
  limits: sql.ref(`${post}.audience_limits`),
  limitingAuthors: sql.ref(`${post}.limiting_author_ids`),
  isLimited: sql.ref(`${post}.is_limited`),
});

/**
 * Who may see what a member publishes that is not a post, such as likes and reposts; for posts see `postVisibleTo`.
 *
 * One's own: always. Another member's: the author is active, neither blocks the other, the viewer follows a private account, and
 * the visibility admits the viewer: `public` every member, `university` the same university, `followers` followers.
 *
 * Cost: look-ups by primary key for each row, so use it on a page of rows, not on a table.
 * @param author      column of the author's id
 * @param visibility  column with `public`, `university` or `followers`
 */
export const visibleTo = (viewer: Viewers, author: Ref, visibility: Ref): RawBuilder<boolean> =>
  visibleWhere(viewer, author, admits(viewer, sql.ref('audience'), visibility, followed(viewer, author)));

/**
 * THE rule of who may see a post; there is no second one.
 *
 * A post that is no reply: as `visibleTo`. A reply is always visible to its author and to the author of the parent. An ancestor
 * is closed if its visibility is not `public` or its author's account is private. If any ancestor is closed, a viewer must be
 * admitted by every closed ancestor; the reply's own visibility and its author's privacy apply as well, unless the reply inherits
 * the closed audience. If no ancestor is closed, the reply is visible like a post that is no reply. In all cases the author must be
 * active and neither side may block the other.
 *
 * Changes apply at once: account privacy is read live, and visibilities of ancestors are stored with each reply. A deleted
 * ancestor still limits. See docs/adr/0020.
 *
 * Cost: as `visibleTo`; for a reply one more look-up by primary key for each distinct author of an ancestor.
 */
export const postVisibleTo = (viewer: Viewers, post: Audience): RawBuilder<boolean> => {
  const own = admits(viewer, sql.ref('audience'), post.visibility, followed(viewer, post.author));
  return visibleWhere(
    viewer,
    post.author,
    sql<boolean>`(audience.status = 'active' and ${admittedByAncestors(viewer, post, own, limitsOf(viewer, post))})`,
  );
};

/** For the author's row, aliased as `audience`. */
const visibleWhere = (
  viewer: Viewers,
  author: Ref,
  admitted: RawBuilder<boolean>,
): RawBuilder<boolean> => sql<boolean>`(
  ${author} = ${viewer.id}
  or (exists (select from social.audience_view audience where audience.id = ${author} and ${admitted})
    and ${unblocked(viewer, author)}))`;

/**
 * `visibleTo` for a page of rows that already has the author's row: `author` is the alias of a row of profiles.member_view or
 * audience_view.
 * @param follows  whether the viewer follows the author, if the statement has it already
 */
export const visibleWith = (
  viewer: Viewer,
  author: Ref,
  visibility: Ref,
  follows: Expression<boolean> = followed(viewer, sql`${author}.id`),
): RawBuilder<boolean> => sql<boolean>`
  case when ${author}.id = ${viewer.id} then true
    else ${admits(viewer, author, visibility, follows)} and ${unblockedInPage(viewer, sql`${author}.id`)} end`;

/**
 * `postVisibleTo` for a page of rows that already has the author's row, as in `visibleWith`.
 * @param ties  other facts that the statement has already
 */
export const postVisibleWith = (
  viewer: Viewer,
  author: Ref,
  post: Audience,
  {
    follows = followed(viewer, sql`${author}.id`),
    limits = limitsOf(viewer, post),
    blocked,
  }: Partial<ViewerTies> = {},
): RawBuilder<boolean> => sql<boolean>`
  case when ${author}.id = ${viewer.id} then true
    else ${author}.status = 'active'
      and ${admittedByAncestors(viewer, post, admits(viewer, author, post.visibility, follows), limits)}
      and ${unblockedInPage(viewer, sql`${author}.id`, blocked)} end`;

/**
 * `postVisibleWith` for the parent of a reply that the viewer may see. What limits the parent also limits the reply, so it is not
 * checked again.
 * @param author  the parent's author, a row of social.audience_view
 * @param ties    of the reply
 */
export const parentVisibleWith = (
  viewer: Viewer,
  author: Ref,
  parent: Audience,
  { limits, blocked }: Pick<ViewerTies, 'limits' | 'blocked'>,
): RawBuilder<boolean> => sql<boolean>`
  case when ${author}.id = ${viewer.id} then true
    else ${author}.status = 'active'
      and (${parent.parentAuthor} = ${viewer.id} or coalesce(${limits} >= ${sql.lit(LIMITS.admitted)}, true))
      and ${unblockedInPage(viewer, sql`${author}.id`, blocked)} end`;

/** Flags of `limitsOf`: how narrow the narrowest closed ancestor is, and whether all of them admit the viewer. */
export const LIMITS = { university: 1, followers: 2, admitted: 4 } as const;

/**
 * @param own  the reply's own visibility admits the viewer
 */
const admittedByAncestors = (
  viewer: Viewers,
  post: Audience,
  own: RawBuilder<boolean>,
  limits: Expression<number | null>,
): RawBuilder<boolean> => sql<boolean>`(
  case when ${post.limits} is null then ${own}
    else ${post.parentAuthor} = ${viewer.id}
      -- Null where no post above is closed.
      or coalesce(${limits} >= ${sql.lit(LIMITS.admitted)} and (${post.inherits} or ${own}), ${own}) end)`;

/**
 * The closed ancestors of a post as one number, the sum of the `LIMITS` that apply; null if none is closed. Most conversations
 * are open: this is checked first, in a small index. Index: audiences_private; then look-ups by key in the function.
 */
export const limitsOf = (viewer: Viewers, post: Audience): RawBuilder<number | null> => sql<number | null>`
  case when ${post.limits} is not null and (${post.isLimited} or exists (
      select from social.audience_view author where author.is_private and author.id = any(${post.limitingAuthors})))
    then social.audience_limit_flags(${viewer.id}, ${viewer.universityId}, ${post.limits}) end`;

/**
 * The effective visibility of a post: the narrowest of its own and of its closed ancestors', where a private account's post
 * counts as `followers`. It ignores whether the post's own author is private. Use it for counts and lists of a whole scope; use
 * `postVisibleTo` for one viewer.
 * @param member  a row of social.audience_view: what is for another university than theirs counts as `followers`
 */
export const effectiveVisibility = (post: Audience, member?: Ref): RawBuilder<string> => {
  const isElsewhere = member
    ? sql`or (bound.visibility = 'university' and ancestor_author.university_id is distinct from ${member}.university_id)`
    : sql``;
  return sql<string>`
  case when ${post.limits} is null then ${post.visibility}
    else (array['public', 'university', 'followers'])[1 + greatest(
      case ${post.visibility} when 'followers' then 2 when 'university' then 1 else 0 end,
      (select max(case when bound.visibility = 'followers' or ancestor_author.is_private ${isElsewhere} then 2
          when bound.visibility = 'university' then 1 else 0 end)
        from unnest(${post.limits}) bound
        left join lateral (
          select * from social.audience_view where id = bound.author_id offset 0) ancestor_author on true))] end`;
};

/** The post or one of its ancestors is not for every member: its visibility is not `public`, or the account is private now. */
export const isClosed = (author: Ref, post: Audience): RawBuilder<boolean> =>
  sql<boolean>`(${author}.is_private or ${effectiveVisibility(post)} <> 'public')`;

/**
 * `postVisibleTo` without a viewer: true if every member whom the author has not blocked may see the post. For things like public
 * URLs.
 *
 * @param post  alias of a row of content.posts or content.post_view
 */
export const visibleToAll = (post: string): RawBuilder<boolean> => sql<boolean>`
  exists (
    select from social.audience_view audience
    where audience.id = ${sql.ref(`${post}.author_id`)} and audience.status = 'active'
      and not ${isClosed(sql.ref('audience'), audienceOf(post))} offset 0)`;

/** The author's privacy and this visibility admit the viewer, blocks aside. */
const admits = (
  viewer: Viewers,
  author: Ref,
  visibility: Ref,
  follows: Expression<boolean>,
): RawBuilder<boolean> => sql<boolean>`(
  ${author}.status = 'active'
  and (${visibility} <> 'university' or ${author}.university_id = ${viewer.universityId})
  and ((not ${author}.is_private and ${visibility} <> 'followers') or ${follows}))`;

/**
 * A member's card is visible: they are active, and neither blocks the other. A private account's card is not hidden.
 *
 * `offset 0` keeps this a look-up per row: without it PostgreSQL may hash all members of the campus for one page.
 */
export const memberVisibleTo = (viewer: Viewers, member: Ref): RawBuilder<boolean> => sql<boolean>`(
  ${member} = ${viewer.id}
  or (exists (
      select from social.audience_view audience where audience.id = ${member} and audience.status = 'active' offset 0)
    and ${unblocked(viewer, member)}))`;

/** `memberVisibleTo` for a page of rows that already has the member's row, of social.audience_view or member_view. */
export const memberVisibleWith = (viewer: Viewer, member: Ref): RawBuilder<boolean> => sql<boolean>`
  case when ${member}.id = ${viewer.id} then true
    else ${member}.status = 'active' and ${unblockedInPage(viewer, sql`${member}.id`)} end`;
