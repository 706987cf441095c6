import { z } from 'zod';
import { PageQuery } from '../../platform/page.ts';
import { ListedMember } from '../social/index.ts';

const Words = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .describe('As typed, in any spelling; a half-typed word will do');

export const SearchQuery = z.strictObject({
  q: Words,
  limit: PageQuery.shape.limit.describe('How many at most; of people never more than fifty'),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

/** The best, and no more pages: who is not among fifty is found by a better word. */
const best = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), nextCursor: z.null() });

export const FoundMembers = best(ListedMember);
export type FoundMembers = z.infer<typeof FoundMembers>;

export const FoundHashtag = z
  .object({ tag: z.string(), following: z.boolean() })
  .meta({ id: 'FoundHashtag' });
export type FoundHashtag = z.infer<typeof FoundHashtag>;

export const FoundHashtags = best(FoundHashtag);
export type FoundHashtags = z.infer<typeof FoundHashtags>;

export const SuggestionsQuery = z.strictObject({ q: Words });

export const Suggestions = z
  .object({ users: z.array(ListedMember), hashtags: z.array(FoundHashtag) })
  .meta({ id: 'Suggestions' });
export type Suggestions = z.infer<typeof Suggestions>;
