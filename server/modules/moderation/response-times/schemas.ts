import { z } from 'zod';
import { Reason, Urgency } from '../reports/schemas.ts';

/** The longest time that may be promised for each urgency, in hours: who waits for help at night is not told a week. */
export const MAX_HOURS = { critical: 24, high: 72, normal: 168 } as const satisfies Record<Urgency, number>;

export const ResponseTime = z
  .object({
    reason: Reason,
    urgency: Urgency,
    hours: z.int().describe('What the next reporter is promised; reports that exist keep their time'),
    maxHours: z.int().describe('The longest time that may be promised for this reason'),
  })
  .meta({ id: 'ResponseTime' });
export type ResponseTime = z.infer<typeof ResponseTime>;

export const ResponseTimes = z
  .object({ items: z.array(ResponseTime).describe('The most urgent ones first') })
  .meta({ id: 'ResponseTimes' });
export type ResponseTimes = z.infer<typeof ResponseTimes>;

export const ResponseTimeBody = z.strictObject({
  hours: z.int().min(1, 'Promise an hour at least.').max(MAX_HOURS.normal, 'Promise a week at most.'),
});
