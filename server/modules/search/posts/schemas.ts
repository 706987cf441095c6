import { z } from 'zod';
import { PageQuery } from '../../../platform/page.ts';
import { TimeZone } from '../../../platform/time-zone.ts';
import { Post } from '../../content/index.ts';
import { MAX_CURSOR_LENGTH } from './cursor.ts';

export const PostSearchQuery = z.strictObject({
  q: z
    .string()
    .trim()
    .max(200)
    .default('')
    .describe(
      'Words in any form; "an exact phrase"; -not; #hashtag; from:username, since:2026-11-01, until:…, has:media|poll|link, lang:tr|en; -from:, -has:, -lang: exclude',
    ),
  from: z.string().max(30).optional().describe('As `from:` in q'),
  since: z.iso.date().optional().describe('First day'),
  until: z.iso.date().optional().describe('Day after the last'),
  tz: TimeZone.optional().describe('IANA time zone of these days, such as `Europe/Istanbul`; UTC by default'),
  has: z.enum(['media', 'poll', 'link']).optional(),
  lang: z.enum(['tr', 'en']).optional(),
  sort: z
    .enum(['top', 'latest'])
    .default('top')
    .describe('The best of the newest first and then older ones by time, or all by time, newest first'),
  limit: PageQuery.shape.limit,
  cursor: z
    .string()
    .max(MAX_CURSOR_LENGTH)
    .optional()
    .describe('`nextCursor` of the previous page, with the same query'),
});
export type PostSearchQuery = z.infer<typeof PostSearchQuery>;

export const FoundPost = Post.extend({
  matches: z
    .array(z.object({ start: z.int(), end: z.int() }))
    .describe('Where `content` matches the query: code points, `end` exclusive'),
}).meta({ id: 'FoundPost' });
export type FoundPost = z.infer<typeof FoundPost>;

export const FoundPosts = z.object({
  items: z.array(FoundPost),
  nextCursor: z.string().nullable(),
  corrected: z
    .array(z.object({ from: z.string(), to: z.string() }))
    .describe('Words of the query that no post contains, and the words searched instead'),
});
export type FoundPosts = z.infer<typeof FoundPosts>;
