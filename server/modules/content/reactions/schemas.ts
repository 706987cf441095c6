import { z } from 'zod';
import { viewerReactions } from '../schemas.ts';

/** The counts and the viewer's reactions after a like, repost or bookmark was added or removed. */
export const ReactionState = z
  .object({ likeCount: z.int(), repostCount: z.int(), viewer: viewerReactions })
  .meta({ id: 'ReactionState' });
export type ReactionState = z.infer<typeof ReactionState>;

export const REACTION_KINDS = ['like', 'repost', 'bookmark'] as const;
export type ReactionKind = (typeof REACTION_KINDS)[number];
