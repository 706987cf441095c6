import { z } from 'zod';
import { PageQuery } from '../../../platform/page.ts';
import { ListedMember } from '../../profiles/index.ts';
import { Reason } from '../ranking/schemas.ts';
import { Score } from '../ranking/score.ts';

export const SuggestionsQuery = z.strictObject({
  limit: PageQuery.shape.limit.describe('Maximum number of members'),
});
export type SuggestionsQuery = z.infer<typeof SuggestionsQuery>;

export const SuggestedMember = ListedMember.extend({ reason: Reason, score: Score }).meta({
  id: 'SuggestedMember',
});
export type SuggestedMember = z.infer<typeof SuggestedMember>;

/** The best suggestions, without further pages: a follow or a dismissal makes room for the next. */
export const SuggestedMembers = z.object({ items: z.array(SuggestedMember), nextCursor: z.null() });
export type SuggestedMembers = z.infer<typeof SuggestedMembers>;
