import { type ErasureStep, eraseRows, heldRows, type MemberData } from '../../platform/member-data/index.ts';
import { archive } from './archive.ts';
import {
  eraseTombstoneReactions,
  eraseTombstones,
  eraseVote,
  findOwnPosts,
  findVotedPolls,
} from './member-data.queries.ts';
import { removePost } from './service.ts';

const erasePosts: ErasureStep = async (ctx, memberId, limit) => {
  const posts = await findOwnPosts(ctx.db, memberId, limit);
  for (const post of posts) await ctx.transaction((tx) => removePost(tx, post));
  return posts.length;
};

const eraseVotes: ErasureStep = async (ctx, memberId, limit) => {
  const polls = await findVotedPolls(ctx.db, memberId, limit);
  for (const postId of polls) await ctx.transaction((tx) => eraseVote(tx.db, postId, memberId));
  return polls.length;
};

const tombstoneReactions =
  (table: Parameters<typeof eraseTombstoneReactions>[1]): ErasureStep =>
  (ctx, memberId, limit) =>
    eraseTombstoneReactions(ctx.db, table, memberId, limit);

export const memberData: MemberData = {
  erase: [
    eraseRows('content.scheduled_posts', 'user_id'),
    eraseRows('content.drafts', 'user_id'),
    eraseVotes,
    eraseRows('content.likes', 'user_id'),
    eraseRows('content.reposts', 'user_id'),
    eraseRows('content.bookmarks', 'user_id'),
    eraseRows('content.hashtag_follows', 'user_id'),
    eraseRows('content.muted_words', 'user_id'),
    eraseRows('content.ranked_replies', 'user_id'),
    eraseRows('content.post_mentions', 'user_id'),
    erasePosts,
    tombstoneReactions('content.likes'),
    tombstoneReactions('content.reposts'),
    tombstoneReactions('content.bookmarks'),
    // Replies to them stay, and no longer say whom they answer.
    (ctx, memberId, limit) => eraseTombstones(ctx.db, memberId, limit),
  ],
  archive,
  held: [
    heldRows('posts', 'content.posts', 'author_id'),
    heldRows('likes', 'content.likes', 'user_id'),
    heldRows('reposts', 'content.reposts', 'user_id'),
    heldRows('bookmarks', 'content.bookmarks', 'user_id'),
    heldRows('drafts', 'content.drafts', 'user_id'),
    heldRows('poll_votes', 'content.poll_votes', 'user_id'),
  ],
};
