import { z } from 'zod';
import { viewerReactions } from '../schemas.ts';

/** How a post stands after one has liked, reposted or bookmarked it, or taken that back. */
export const ReactionState = z
  .object({ likeCount: z.int(), repostCount: z.int(), viewer: viewerReactions })
  .meta({ id: 'ReactionState' });
export type ReactionState = z.infer<typeof ReactionState>;

export const REACTION_KINDS = ['like', 'repost', 'bookmark'] as const;
export type ReactionKind = (typeof REACTION_KINDS)[number];
