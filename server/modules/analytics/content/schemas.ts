import { z } from 'zod';
import { Uuid } from '../../../platform/uuid.ts';

export const WINDOWS = [7, 28, 90, 365] as const;
export type Window = (typeof WINDOWS)[number];

const Count = z.int().nullable();

const counts = {
  authors: Count.describe('Members who posted or replied, each counted once; null for fewer than five'),
  posts: Count.describe('Posts that are not replies; null if fewer than five members posted or replied'),
  replies: Count,
  media: Count.describe('Files attached to these posts and replies'),
  likes: Count.describe('Likes given by these members; null if fewer than five members gave any'),
};

export const ContentStatistics = z
  .object({
    countedAt: z.iso.datetime().nullable().describe('Time of the last count; null before the first one'),
    days: z.int(),
    by: z.enum(['day', 'week']),
    universityId: z.uuid().nullable(),
    total: z.object(counts).describe('Totals of all days: a member who posted on several days counts once'),
    items: z
      .array(z.object({ startsOn: z.iso.date(), ...counts }))
      .describe('Days, or weeks from Monday, oldest first, in UTC; the last one is incomplete'),
    universities: z
      .array(z.object({ id: z.uuid(), name: z.string(), ...counts }))
      .describe('Totals of all days by university, most posts first'),
    hashtags: z
      .array(z.object({ tag: z.string(), posts: z.int(), people: z.int() }))
      .describe('Hashtags of public posts on the whole campus that at least five members used'),
  })
  .meta({ id: 'ContentStatistics' });
export type ContentStatistics = z.infer<typeof ContentStatistics>;
export type Counts = Omit<ContentStatistics['items'][number], 'startsOn'>;

export const ContentStatisticsQuery = z.strictObject({
  days: z.coerce
    .number()
    .pipe(z.union(WINDOWS.map((days) => z.literal(days))))
    .default(28)
    .describe('Number of days, ending today'),
  by: z.enum(['day', 'week']).default('day'),
  universityId: Uuid.optional().describe('Restricts the statistics to members of one university'),
});
export type ContentStatisticsQuery = z.infer<typeof ContentStatisticsQuery>;
