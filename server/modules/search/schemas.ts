import { z } from 'zod';
import { PageQuery, pageOf } from '../../platform/page.ts';
import { Official, UniversityTr } from '../auth/index.ts';
import { ListedMember } from '../profiles/index.ts';
import { MAX_PEOPLE_CURSOR_LENGTH } from './people-cursor.ts';

const Words = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .describe('As typed, in any spelling; an incomplete word matches too');

export const SearchQuery = z.strictObject({
  q: Words,
  limit: PageQuery.shape.limit,
});
export type SearchQuery = z.infer<typeof SearchQuery>;

export const PeopleSearchQuery = SearchQuery.extend({
  limit: PageQuery.shape.limit.describe('Maximum number of items; at most fifty on the first page'),
  cursor: z
    .string()
    .max(MAX_PEOPLE_CURSOR_LENGTH)
    .optional()
    .describe('`nextCursor` of the previous page, with the same query'),
});
export type PeopleSearchQuery = z.infer<typeof PeopleSearchQuery>;

/** The best matches, without further pages: a longer query finds the others. */
const best = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), nextCursor: z.null() });

/** The fifty best, and then by how near their names are; all pages together read the 500 nearest names. */
export const FoundMembers = pageOf(ListedMember);
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

export const CompletionsQuery = z.strictObject({
  q: z
    .string()
    .max(100)
    .regex(/^[@#]/, 'Begin with @ for members or # for hashtags.')
    .describe('`@` or `#`, and the beginning of a name or hashtag, which may be empty'),
});
export type CompletionsQuery = z.infer<typeof CompletionsQuery>;

/** A member to mention. */
export const MemberCompletion = z
  .object({
    id: z.uuid(),
    username: z.string(),
    displayName: z.string(),
    avatarUrl: z.string().nullable(),
    university: z.string(),
    universityTr: UniversityTr,
    official: Official.nullable(),
    mentionable: z
      .boolean()
      .describe(
        'Whether the member’s settings admit a mention by the caller. Otherwise it would stay plain text',
      ),
  })
  .meta({ id: 'MemberCompletion' });

export const Completions = z
  .object({ users: z.array(MemberCompletion), hashtags: z.array(FoundHashtag) })
  .meta({ id: 'Completions' });
export type Completions = z.infer<typeof Completions>;
