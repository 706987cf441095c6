import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Viewer as SignedIn } from '../../platform/http/viewer.ts';

/** What the rule asks of the viewer. */
export type Viewer = Pick<SignedIn, 'id' | 'universityId'>;
/** One viewer, or the columns of many of whom a statement asks at once. */
export type Viewers = Viewer | { id: Expression<string>; universityId: Expression<string> };

type Ref = Expression<unknown>;

/** No block between the viewer and a member, in either direction. Two look-ups by primary key. */
export const unblocked = (viewer: Viewers, member: Ref): RawBuilder<boolean> => sql<boolean>`(
  not exists (select from social.blocks where blocker_id = ${viewer.id} and blocked_id = ${member})
  and not exists (select from social.blocks where blocker_id = ${member} and blocked_id = ${viewer.id}))`;

/**
 * `unblocked` for the rows of a page: whom the viewer has blocked, and who has blocked them, is read once in a statement
 * and not for each row. Index: blocks_pkey, blocks_blocked.
 */
const unblockedInPage = (viewer: Viewer, member: Ref, blocked?: Expression<string[]>): RawBuilder<boolean> =>
  blocked ? sql<boolean>`${member} <> all (${blocked})` : sql<boolean>`${member} not in (${blocks(viewer)})`;

/** Ids of all whom the viewer has blocked, and of all who have blocked them. */
const blocks = (viewer: Viewer) => sql`
  select blocked_id from social.blocks where blocker_id = ${viewer.id}
  union all select blocker_id from social.blocks where blocked_id = ${viewer.id}`;

/** `blocks` as an array, for a statement that asks of more than one member of each row. Index: blocks_pkey, blocks_blocked. */
export const blockedInPage = (viewer: Viewer): RawBuilder<string[]> =>
  sql<string[]>`array(${blocks(viewer)})`;

/**
 * The viewer follows the member. `offset 0` keeps it a look-up by key: without it a prepared statement may hash all whom the
 * viewer follows, for one page.
 */
export const followed = (viewer: Viewers, member: Ref): RawBuilder<boolean> => sql<boolean>`
  exists (select from social.follows where follower_id = ${viewer.id} and followee_id = ${member} offset 0)`;

/** The viewer has not muted the member. Not visibility: for lists that come unasked, such as feeds. */
export const notMuted = (viewer: Viewers, member: Ref): RawBuilder<boolean> => sql<boolean>`
  not exists (select from social.mutes where muter_id = ${viewer.id} and muted_id = ${member})`;

/** `notMuted` for the rows of a page: whom the viewer has muted is read once in a statement. Index: mutes_pkey. */
export const notMutedInPage = (viewer: Viewer, member: Ref): RawBuilder<boolean> => sql<boolean>`
  ${member} not in (select muted_id from social.mutes where muter_id = ${viewer.id})`;

/** The viewer wants to see what the member reposts. Not visibility either. */
export const repostsShown = (viewer: Viewers, member: Ref): RawBuilder<boolean> => sql<boolean>`
  not exists (select from social.hidden_reposts where hider_id = ${viewer.id} and hidden_id = ${member})`;

/** What is between a viewer and a post, for a statement that reads it once for each row. */
export interface ViewerTies {
  /** The viewer follows the author. */
  follows: Expression<boolean>;
  /** `limitsOf` of the post. */
  limits: Expression<number | null>;
  /** `blockedInPage` of the viewer. */
  blocked: Expression<string[]>;
}

/** What the rule asks of a post, as expressions. */
export interface Audience {
  /** The author's id. */
  author: Ref;
  /** The post's own `public`, `university` or `followers`. */
  visibility: Ref;
  /** Id of the author of the answered post, null for a post that answers none. */
  parentAuthor: Ref;
  /** Whether the reply takes over the audience of the closed conversation that it was written into. */
  inherits: Ref;
  /** The posts above, content.audience_limit[]; null for a post that answers none. */
  limits: Ref;
  /** Their authors' ids. */
  limitingAuthors: Ref;
  /** Whether one of them has another visibility than `public`. */
  isLimited: Ref;
}

/** What the rule asks of a row of content.posts or content.post_view. */
export const audienceOf = (post: string): Audience => ({
  author: sql.ref(`${post}.author_id`),
  visibility: sql.ref(`${post}.visibility`),
  parentAuthor: sql.ref(`${post}.answered_author_id`),
  inherits: sql.ref(`${post}.inherits_audience`),
  limits: sql.ref(`${post}.audience_limits`),
  limitingAuthors: sql.ref(`${post}.limiting_author_ids`),
  isLimited: sql.ref(`${post}.is_limited`),
});

/**
 * Who may see what a member publishes that is no post, such as their likes and reposts; for posts see `postVisibleTo`.
 *
 * One's own: always. Another's: the author is active, there is no block between the two, a private account is followed,
 * and the visibility admits the viewer: `public` every member, `university` the same university, `followers` followers.
 *
 * Cost: look-ups by primary key for each row it is asked about, so ask about a page of rows, not about a table.
 * @param author      column of the author's id
 * @param visibility  column with `public`, `university` or `followers`
 */
export const visibleTo = (viewer: Viewers, author: Ref, visibility: Ref): RawBuilder<boolean> =>
  visibleWhere(viewer, author, admits(viewer, sql.ref('audience'), visibility, followed(viewer, author)));

/**
 * THE rule of who may see a post; there is no second one.
 *
 * A post that answers none: as `visibleTo`. A reply: its author and the author of the answered post always. If a post above is
 * closed (its visibility is not `public`, or its author's account is private now), the reply is for those whom every closed post
 * above admits; its own visibility and its author's privacy count too, unless it was written into that closed conversation.
 * Otherwise its own visibility counts, as of any post. In all cases its author is active and no block stands between the two.
 *
 * Narrowing a post, or closing or opening an account, changes the replies below at once: an account's privacy is read live, and
 * visibilities of posts above are kept with each reply. A deleted post above limits as before. See docs/adr/0020.
 *
 * Cost: as `visibleTo`; for a reply one more look-up by primary key for each distinct author above.
 */
export const postVisibleTo = (viewer: Viewers, post: Audience): RawBuilder<boolean> => {
  const own = admits(viewer, sql.ref('audience'), post.visibility, followed(viewer, post.author));
  return visibleWhere(
    viewer,
    post.author,
    sql<boolean>`(audience.status = 'active' and ${admittedByAncestors(viewer, post, own, limitsOf(viewer, post))})`,
  );
};

/** Over a row `audience` of the author. */
const visibleWhere = (
  viewer: Viewers,
  author: Ref,
  admitted: RawBuilder<boolean>,
): RawBuilder<boolean> => sql<boolean>`(
  ${author} = ${viewer.id}
  or (exists (select from profiles.audience_view audience where audience.id = ${author} and ${admitted})
    and ${unblocked(viewer, author)}))`;

/**
 * `visibleTo` for a page of rows where the author's row is at hand already: `author` names a row of profiles.member_view or audience_view.
 * @param follows  whether the viewer follows them, where that is at hand too
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
 * `postVisibleTo` for a page of rows where the author's row is at hand already, as in `visibleWith`.
 * @param ties  what of the rule is at hand too
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
 * `postVisibleWith` for the post that a reply answers, where the reader may see the reply: what limits the answered post also limits
 * the reply, so it need not be looked at again.
 * @param author  the answered author, a row of profiles.audience_view
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

/** Of `limitsOf`: how narrow the narrowest closed post above is, and whether all of them admit the viewer. */
export const LIMITS = { university: 1, followers: 2, admitted: 4 } as const;

/** @param own  the reply's own visibility admits the viewer */
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
 * The closed posts above a post as one number, the sum of `LIMITS` that hold; null where none is closed. Most conversations are
 * open: that is asked first, of a small index. Index: audiences_private; then look-ups by key in the function.
 */
export const limitsOf = (viewer: Viewers, post: Audience): RawBuilder<number | null> => sql<number | null>`
  case when ${post.limits} is not null and (${post.isLimited} or exists (
      select from profiles.audience_view author where author.is_private and author.id = any(${post.limitingAuthors})))
    then social.limits_on(${viewer.id}, ${viewer.universityId}, ${post.limits}) end`;

/**
 * For whom a post really is, whoever asks: the narrowest of its own visibility and of the closed posts above it, a private
 * account's post counting as for followers. That the post's own author may be private is not in it.
 *
 * For limits and for what is counted or shown for a whole scope; who may read the post is `postVisibleTo`.
 * @param member  a row of profiles.audience_view: what is for another university than theirs counts as for followers
 */
export const effectiveVisibility = (post: Audience, member?: Ref): RawBuilder<string> => {
  const isElsewhere = member
    ? sql`or (bound.visibility = 'university' and holder.university_id is distinct from ${member}.university_id)`
    : sql``;
  return sql<string>`
  case when ${post.limits} is null then ${post.visibility}
    else (array['public', 'university', 'followers'])[1 + greatest(
      case ${post.visibility} when 'followers' then 2 when 'university' then 1 else 0 end,
      (select max(case when bound.visibility = 'followers' or holder.is_private ${isElsewhere} then 2
          when bound.visibility = 'university' then 1 else 0 end)
        from unnest(${post.limits}) bound
        left join lateral (
          select * from profiles.audience_view where id = bound.author_id offset 0) holder on true))] end`;
};

/** A post, or a post above it, is not for every member: its visibility is not `public`, or the account is private now. */
export const isClosed = (author: Ref, post: Audience): RawBuilder<boolean> =>
  sql<boolean>`(${author}.is_private or ${effectiveVisibility(post)} <> 'public')`;

/**
 * `postVisibleTo` where the viewer may be anybody: every member whom the author has not blocked sees the post. For what has no viewer, such as
 * a public address.
 *
 * @param post  alias of a row of content.posts or content.post_view
 */
export const visibleToAll = (post: string): RawBuilder<boolean> => sql<boolean>`
  exists (
    select from profiles.audience_view audience
    where audience.id = ${sql.ref(`${post}.author_id`)} and audience.status = 'active'
      and not ${isClosed(sql.ref('audience'), audienceOf(post))} offset 0)`;

/** An author lets a viewer see what was published with this visibility, blocks aside. */
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
 * A member's card may be seen: they are active, and there is no block. A private account's card is not hidden.
 *
 * `offset 0` keeps this a look-up per row: without it PostgreSQL may hash all members of the campus, for one page.
 */
export const memberVisibleTo = (viewer: Viewers, member: Ref): RawBuilder<boolean> => sql<boolean>`(
  ${member} = ${viewer.id}
  or (exists (
      select from profiles.audience_view audience where audience.id = ${member} and audience.status = 'active' offset 0)
    and ${unblocked(viewer, member)}))`;

/** `memberVisibleTo` for the rows of a page where the member's row is at hand already, a row of profiles.audience_view or member_view. */
export const memberVisibleWith = (viewer: Viewer, member: Ref): RawBuilder<boolean> => sql<boolean>`
  case when ${member}.id = ${viewer.id} then true
    else ${member}.status = 'active' and ${unblockedInPage(viewer, sql`${member}.id`)} end`;
