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
    home: z.enum(['latest', 'top']).describe('Default order of home'),
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
      .describe('How far the member has read home, on any device'),
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
    .describe('Weights to change; null restores the defaults'),
});
export type FeedPreferencesChange = z.infer<typeof FeedPreferencesChange>;

export const HomePositionBody = z.strictObject({
  entryId: Uuid.describe('`entryId` of the last entry read'),
});
export type HomePositionBody = z.infer<typeof HomePositionBody>;
