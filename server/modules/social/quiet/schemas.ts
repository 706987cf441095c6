import { z } from 'zod';
import { TimeZone } from '../../../platform/time-zone.ts';

export const QUIET_DURATIONS = ['hour', 'eight_hours', 'until_tomorrow', 'week'] as const;

export const NewQuietTime = z.strictObject({
  duration: z
    .enum(QUIET_DURATIONS)
    .describe(
      '`until_tomorrow`: until eight in the morning in `timeZone`; after four at night, of the next day',
    ),
  timeZone: TimeZone,
});
export type NewQuietTime = z.infer<typeof NewQuietTime>;

export const QuietTime = z
  .object({ until: z.iso.datetime().nullable().describe('Null if there is none now') })
  .describe(
    'Until its end, what people whom the member does not follow do is held back from the member, and shown afterwards. Others are not told',
  )
  .meta({ id: 'QuietTime' });
export type QuietTime = z.infer<typeof QuietTime>;
