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
const unblockedInPage = (viewer: Viewer, member: Ref): RawBuilder<boolean> => sql<boolean>`
  ${member} not in (
    select blocked_id from social.blocks where blocker_id = ${viewer.id}
    union all select blocker_id from social.blocks where blocked_id = ${viewer.id})`;

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

/**
 * THE rule of who may see what an author published; there is no second one.
 *
 * One's own: always. Another's: the author is active, there is no block between the two, a private account is followed,
 * and the visibility admits the viewer: `public` every member, `university` the same university, `followers` followers.
 *
 * Cost: look-ups by primary key for each row it is asked about, so ask about a page of rows, not about a table.
 * @param author      column of the author's id
 * @param visibility  column with `public`, `university` or `followers`
 */
export const visibleTo = (
  viewer: Viewers,
  author: Ref,
  visibility: Ref,
): RawBuilder<boolean> => sql<boolean>`(
  ${author} = ${viewer.id}
  or (exists (
      select from profiles.audience_view audience
      where audience.id = ${author}
        and ${admits(viewer, sql.ref('audience'), visibility, followed(viewer, author))})
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
 * `visibleTo` where the viewer may be anybody: every member whom the author has not blocked sees the post. For what has no viewer, such as
 * a public address.
 *
 * @param post  names a row of content.post_view
 */
export const visibleToAll = (post: Ref): RawBuilder<boolean> => sql<boolean>`(
  ${post}.visibility = 'public'
  and exists (
    select from profiles.audience_view audience
    where audience.id = ${post}.author_id and audience.status = 'active' and not audience.is_private offset 0))`;

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
