import { z } from 'zod';

const Day = z.object({ day: z.iso.date(), members: z.number().int(), posts: z.number().int() });

/** The start page of administrators: members, posts, and jobs that are due or failing. */
export const Overview = z
  .object({
    at: z.iso.datetime(),
    members: z.object({
      active: z.number().int(),
      pending: z.number().int(),
      suspended: z.number().int(),
      newThisWeek: z.number().int(),
      activeToday: z.number().int().describe('Members with a session seen in the last 24 hours'),
    }),
    posts: z.object({ total: z.number().int(), today: z.number().int() }),
    jobs: z.object({
      due: z.number().int(),
      later: z.number().int(),
      running: z.number().int(),
      failing: z.number().int().describe('Failed at least once and will be retried'),
      givenUp: z.number().int(),
      oldestDueSeconds: z.number().int(),
      kinds: z.array(z.object({ name: z.string(), waiting: z.number().int(), givenUp: z.number().int() })),
    }),
    days: z.array(Day).describe('The last 14 days in UTC, oldest first'),
    universities: z.array(z.object({ name: z.string(), members: z.number().int() })),
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof Overview>;
