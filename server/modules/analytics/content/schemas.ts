import { z } from 'zod';
import { Uuid } from '../../../platform/uuid.ts';

export const WINDOWS = [7, 28, 90, 365] as const;
export type Window = (typeof WINDOWS)[number];

const Figure = z.int().nullable();

const counts = {
  writers: Figure.describe('Who wrote anything, each once; null for fewer than five'),
  posts: Figure.describe('Posts that answer none; null where fewer than five people wrote'),
  replies: Figure,
  media: Figure.describe('Files that hang on these'),
  likes: Figure.describe('Given by these members; null where fewer than five people gave any'),
};

export const ContentFigures = z
  .object({
    countedAt: z.iso.datetime().nullable().describe('Null: not counted yet'),
    days: z.int(),
    by: z.enum(['day', 'week']),
    universityId: z.uuid().nullable(),
    total: z.object(counts).describe('Of all the days together: who wrote on several counts once'),
    items: z
      .array(z.object({ begins: z.iso.date(), ...counts }))
      .describe('The days, or weeks from Monday, oldest first, in UTC; the last goes on'),
    universities: z
      .array(z.object({ id: z.uuid(), name: z.string(), ...counts }))
      .describe('Of all the days together, those where most is written first'),
    hashtags: z
      .array(z.object({ tag: z.string(), posts: z.int(), people: z.int() }))
      .describe('On the whole campus, in public posts; those that at least five people used'),
  })
  .meta({ id: 'ContentFigures' });
export type ContentFigures = z.infer<typeof ContentFigures>;
export type Counts = Omit<ContentFigures['items'][number], 'begins'>;

export const ContentFiguresQuery = z.strictObject({
  days: z.coerce
    .number()
    .pipe(z.union(WINDOWS.map((days) => z.literal(days))))
    .default(28)
    .describe('Today and so many days before'),
  by: z.enum(['day', 'week']).default('day'),
  universityId: Uuid.optional().describe('What members of one university wrote; all without it'),
});
export type ContentFiguresQuery = z.infer<typeof ContentFiguresQuery>;
