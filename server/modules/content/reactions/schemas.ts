import { z } from 'zod';
import { viewerMarks } from '../schemas.ts';

/** How a post stands after one has liked, reposted or bookmarked it, or taken that back. */
export const ReactionState = z
  .object({ likeCount: z.int(), repostCount: z.int(), viewer: viewerMarks })
  .meta({ id: 'ReactionState' });
export type ReactionState = z.infer<typeof ReactionState>;

export const kinds = ['like', 'repost', 'bookmark'] as const;
export type ReactionKind = (typeof kinds)[number];
