import { z } from 'zod';
import { PageQuery, pageOf } from '../../../platform/page.ts';

export const JobState = z.enum(['waiting', 'running', 'failing', 'given_up']);
export type JobState = z.infer<typeof JobState>;

export const QueuedJob = z
  .object({
    id: z.string(),
    name: z.string().describe('What it does, as in `media.process`'),
    state: JobState.describe(
      '`failing`: it failed and is tried again; `given_up`: it failed as often as it may, and waits for somebody',
    ),
    createdAt: z.iso.datetime(),
    runAt: z.iso.datetime().describe('When it is tried next'),
    attempts: z.int(),
    maxAttempts: z.int(),
    error: z
      .string()
      .nullable()
      .describe('First line of the last error, without addresses; null if it has not failed'),
  })
  .meta({ id: 'QueuedJob' });
export type QueuedJob = z.infer<typeof QueuedJob>;
export const QueuedJobPage = pageOf(QueuedJob).meta({ id: 'QueuedJobPage' });
export type QueuedJobPage = z.infer<typeof QueuedJobPage>;

export const JobsQuery = PageQuery.extend({
  state: JobState.optional().describe('Only jobs in this state'),
  name: z.string().max(100).optional().describe('Only jobs of this name'),
});
export type JobsQuery = z.infer<typeof JobsQuery>;

export const JobParams = z.strictObject({ id: z.string().regex(/^[1-9]\d{0,17}$/, 'Use the id of a job.') });
