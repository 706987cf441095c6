import { z } from 'zod';
import { Uuid } from '../../../platform/uuid.ts';
import { SIGNALS, type Signal, Weight } from '../ranking/signals.ts';

const weightOf = Object.fromEntries(SIGNALS.map((signal) => [signal, Weight])) as Record<
  Signal,
  typeof Weight
>;

export const FeedWeights = z.object(weightOf).meta({ id: 'FeedWeights' });

export const FeedPreferences = z
  .object({
    home: z.enum(['latest', 'top']).describe('How home is ordered where nothing else is asked'),
    ranking: z
      .boolean()
      .describe(
        'False: nothing is ranked for this member; home, explore and recommendations are ordered by time',
      ),
    weights: FeedWeights.describe('Weight of each signal, 0 to 2'),
    defaultWeights: FeedWeights,
    homePosition: z
      .object({ entryId: z.uuid(), at: z.iso.datetime() })
      .nullable()
      .describe('Where the reader stopped at home, on whatever device'),
  })
  .meta({ id: 'FeedPreferences' });
export type FeedPreferences = z.infer<typeof FeedPreferences>;

export const FeedPreferencesChange = z.strictObject({
  home: z.enum(['latest', 'top']).optional(),
  ranking: z.boolean().optional(),
  weights: z
    .strictObject(weightOf)
    .partial()
    .nullable()
    .optional()
    .describe('Those to change; null takes the usual ones again'),
});
export type FeedPreferencesChange = z.infer<typeof FeedPreferencesChange>;

export const HomePositionBody = z.strictObject({
  entryId: Uuid.describe('`entryId` of what was read last'),
});
export type HomePositionBody = z.infer<typeof HomePositionBody>;
