import { z } from 'zod';

const amount = z.object({ have: z.int(), need: z.int() });

export const Trust = z
  .object({
    level: z.int().describe('From 0 for a new account'),
    maxLevel: z.int(),
    decisions: z
      .int()
      .describe('Decisions of moderators in the last 90 days that hold; each lowers the level by one'),
    rights: z.array(
      z.object({
        right: z.enum([
          'links_to_strangers',
          'invitations',
          'campus_invitations',
          'mass_mentions',
          'large_groups',
        ]),
        level: z.int().describe('The level that opens it'),
        open: z.boolean(),
      }),
    ),
    next: z
      .object({
        level: z.int(),
        ageDays: amount,
        contacts: amount.describe(
          'Members who follow back, or accepted a message request; counted up to ten',
        ),
        department: z.object({ have: z.boolean(), need: z.boolean() }),
      })
      .nullable()
      .describe('What the next level asks for, apart from decisions; null if there is none'),
  })
  .describe('How far the campus knows this account. Only its member sees it')
  .meta({ id: 'Trust' });
export type Trust = z.infer<typeof Trust>;
