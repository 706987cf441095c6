import { z } from 'zod';
import { Uuid } from '../../../platform/uuid.ts';

const Count = z.int().nullable();

export const RegistrationStatistics = z
  .object({
    universityId: z.uuid().nullable(),
    items: z
      .array(
        z.object({
          startsOn: z.iso.date(),
          applied: Count.describe('Registrations, and answers to a refusal, that came to staff in the month'),
          approved: Count.describe('Approved in the month, whenever they came'),
          refused: Count,
          medianHours: z
            .number()
            .nullable()
            .describe('Half of those decided had waited at most so long; null for fewer than five'),
        }),
      )
      .describe('The last twelve months, oldest first, in UTC; the last one is incomplete'),
    universities: z
      .array(z.object({ id: z.uuid(), name: z.string() }))
      .describe('Those whose registrations came to staff in this time'),
  })
  .describe('Null: about fewer than five people, or it would give such a number away')
  .meta({ id: 'RegistrationStatistics' });
export type RegistrationStatistics = z.infer<typeof RegistrationStatistics>;

export const RegistrationStatisticsQuery = z.strictObject({
  universityId: Uuid.optional().describe('Restricts the figures to one university'),
});
