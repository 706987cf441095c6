import { type RawBuilder, sql } from 'kysely';
import {
  audienceOf,
  heldBack,
  memberVisibleTo,
  notMuted,
  postVisibleTo,
  type Viewer,
} from '../social/index.ts';
import { OTHERS_POST_KINDS } from './kinds.ts';

const ACTOR = sql.ref('activity.actor_id');
const OTHERS_POST_KINDS_SQL = sql.join(OTHERS_POST_KINDS.map((kind) => sql.lit(kind)));

/** Whether the viewer has not muted the thread of `post`. */
const threadNotMuted = (viewer: Viewer): RawBuilder<boolean> => sql<boolean>`
  not exists (select from notifications.muted_threads
    where user_id = ${viewer.id} and root_id = coalesce(post.root_id, post.id))`;

/**
 * Whether an activity is visible to its recipient now: the action was not undone, actor and subject are
 * visible, and neither is muted. Checked on creation and on every read. Muted words are not known to SQL and
 * are checked separately.
 *
 * Needs `notification` (notifications.notifications) and `activity` (notifications.activities) of the viewer. Cost: look-ups by
 * key.
 */
export const activityVisibleTo = (viewer: Viewer): RawBuilder<boolean> => sql<boolean>`(
  (activity.actor_id is null or (${memberVisibleTo(viewer, ACTOR)} and ${notMuted(viewer, ACTOR)}))
  and case
    when notification.topic = 'post_rewritten' then
      exists (select from content.post_view post
        where post.id = notification.subject_id and ${threadNotMuted(viewer)}
          and ${postVisibleTo(viewer, audienceOf('post'))} offset 0)
      and exists (select from content.like_view liked
        where liked.post_id = notification.subject_id and liked.user_id = ${viewer.id} offset 0)
    when notification.kind in ('like', 'repost') then
      exists (select from content.post_view post
        where post.id = notification.subject_id and post.author_id = ${viewer.id} and ${threadNotMuted(viewer)} offset 0)
      and case notification.kind
        when 'like' then exists (select from content.like_view liked
          where liked.post_id = notification.subject_id and liked.user_id = activity.actor_id offset 0)
        else exists (select from content.repost_view reposted
          where reposted.post_id = notification.subject_id and reposted.user_id = activity.actor_id offset 0) end
    when notification.kind in (${OTHERS_POST_KINDS_SQL}) then
      exists (select from content.post_view post
        where post.id = notification.subject_id and ${threadNotMuted(viewer)}
          and ${postVisibleTo(viewer, audienceOf('post'))} offset 0)
      and (notification.kind <> 'mention' or exists (select from content.mention_view mention
        where mention.post_id = notification.subject_id and mention.user_id = ${viewer.id} offset 0))
    when notification.kind = 'follow' then
      exists (select from social.follow_view follow
        where follow.follower_id = activity.actor_id and follow.followee_id = ${viewer.id} offset 0)
    when notification.kind = 'follow_request' and notification.topic = 'accepted' then
      exists (select from social.follow_view follow
        where follow.follower_id = ${viewer.id} and follow.followee_id = activity.actor_id offset 0)
    when notification.kind = 'follow_request' then
      exists (select from social.follow_request_view request
        where request.requester_id = activity.actor_id and request.target_id = ${viewer.id} offset 0)
    when notification.kind = 'message' then
      exists (select from messaging.unread_message_view message
        where message.conversation_id = notification.subject_id and message.member_id = ${viewer.id}
          and message.state = case notification.topic when 'request' then 'request' else 'active' end
          and message.seq <= activity.seq and message.sender_id = activity.actor_id offset 0)
    else true
  end)`;

/** Whether the viewer's quiet time holds an activity back, for a row `activity`. */
export const isHeldBack = (viewer: Viewer, at: Date): RawBuilder<boolean> =>
  heldBack(viewer, ACTOR, sql`to_timestamp(platform.uuid_seconds(activity.id))`, at);
