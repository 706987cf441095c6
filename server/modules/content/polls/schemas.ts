import { z } from 'zod';

export const Poll = z
  .object({
    options: z.array(
      z.object({
        text: z.string(),
        votes: z.int().optional().describe('Absent until the viewer may see the results'),
      }),
    ),
    multiple: z.boolean().describe('Whether several options may be chosen'),
    closesAt: z.iso.datetime(),
    closed: z.boolean(),
    voters: z.int().optional().describe('Number of voters; absent until the viewer may see the results'),
    viewerChoices: z
      .array(z.int())
      .describe('Options that the viewer chose, counted from 0; empty: none yet'),
  })
  .describe('Voters and the author see the results, and everyone once the poll is closed')
  .meta({ id: 'Poll' });
export type Poll = z.infer<typeof Poll>;

export const NewPoll = z
  .strictObject({
    options: z.array(z.string()).min(2).max(8).describe('At most 50 graphemes each, all different'),
    multiple: z.boolean().optional().describe('Whether several options may be chosen; false by default'),
    closesInMinutes: z
      .int()
      .min(5)
      .max(10_080)
      .optional()
      .describe('From the time of publishing; a day by default, at most a week'),
  })
  .meta({ id: 'NewPoll' });
export type NewPoll = z.infer<typeof NewPoll>;

export const PollVote = z.strictObject({
  choices: z.array(z.int().min(0).max(7)).min(1).max(8).describe('Options, counted from 0'),
});
export type PollVote = z.infer<typeof PollVote>;
