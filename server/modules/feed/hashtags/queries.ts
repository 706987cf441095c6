import { type Expression, type RawBuilder, sql } from 'kysely';
import { followed, notMuted, type Viewer } from '../../social/index.ts';

type Ref = Expression<unknown>;

/**
 * The condition for a post that is in the viewer's home because of a followed hashtag: not a reply, and by
 * neither the viewer nor a followee, whose posts are in home anyway. Over a row `post` of content.posts;
 * visibility is checked separately.
 */
export const isFromFollowedHashtag = (viewer: Viewer, author: Ref): RawBuilder<boolean> => sql<boolean>`(
  post.reply_to_id is null and ${author} <> ${viewer.id}
  and not ${followed(viewer, author)} and ${notMuted(viewer, author)})`;

/**
 * The hashtag because of which a post is in the viewer's home; null if they follow none of its hashtags.
 * Index: hashtag_follows_pkey, read for one member, and post_hashtags_pkey for each.
 */
export const followedHashtagOf = (viewer: Viewer, postId: Ref): RawBuilder<string | null> => sql<
  string | null
>`(
  select hashtag.key from content.hashtag_follow_view hashtag
  where hashtag.user_id = ${viewer.id}
    and exists (select from content.post_hashtag_view tagged where tagged.key = hashtag.key and tagged.post_id = ${postId})
  order by hashtag.key limit 1)`;

/**
 * The newest posts under each hashtag that the viewer follows, readable or not, as entries (id, post_id,
 * actor_id: null). A post under several hashtags is returned several times.
 * Index: hashtag_follows_pkey, then post_hashtags_pkey read backwards, `size` rows of each hashtag.
 * @param isBefore  the condition on a post id
 */
export const newestUnderHashtags = (
  viewer: Viewer,
  isBefore: (postId: RawBuilder<unknown>) => RawBuilder<unknown>,
  size: number,
): RawBuilder<unknown> => sql`
  select newest.post_id, newest.post_id, null
  from content.hashtag_follow_view hashtag
  cross join lateral (
    select post_id from content.post_hashtag_view tagged
    where tagged.key = hashtag.key and ${isBefore(sql.ref('tagged.post_id'))}
    order by tagged.post_id desc limit ${sql.lit(size)}) newest
  where hashtag.user_id = ${viewer.id}`;
