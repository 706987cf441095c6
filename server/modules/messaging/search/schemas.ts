import { z } from 'zod';
import { PageQuery, pageOf } from '../../../platform/page.ts';
import { TimeZone } from '../../../platform/time-zone.ts';
import { Message } from '../schemas.ts';

export const SearchQuery = PageQuery.extend({
  q: z
    .string()
    .min(1)
    .max(200)
    .describe('Turkish or English words, "a phrase", -excluded, from:username, since:2026-11-01, until:…'),
  tz: TimeZone.optional().describe(
    'IANA time zone of `since` and `until`, such as `Europe/Istanbul`; default: UTC',
  ),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

export const FoundMessage = Message.extend({
  conversationName: z.string().describe('Of the group, or of the other participant'),
  matches: z
    .array(z.object({ start: z.int(), end: z.int() }))
    .describe('Matches in `content`: code point offsets, `end` exclusive'),
}).meta({ id: 'FoundMessage' });
export type FoundMessage = z.infer<typeof FoundMessage>;

export const SearchPage = pageOf(FoundMessage);
export type SearchPage = z.infer<typeof SearchPage>;
