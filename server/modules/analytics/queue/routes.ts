import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { JobParams, JobsQuery, QueuedJobPage } from './schemas.ts';
import { cancelJob, listJobs, retryJob } from './service.ts';

const tags = ['Admin'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/jobs',
    {
      config: { permission: 'jobs.write', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'List jobs of the queue, newest first, with their last error',
        querystring: JobsQuery,
        response: { 200: QueuedJobPage },
      },
    },
    (request) => listJobs(ctx, request.query),
  );
  app.post(
    '/admin/jobs/:id/retry',
    {
      config: { permission: 'jobs.write', problems: { 404: ['job_not_found'], 409: ['job_running'] } },
      schema: {
        tags,
        summary: 'Run a job at once, with all its attempts',
        params: JobParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await retryJob(ctx, request.viewer, request.params.id, request.origin);
      return reply.status(204).send(null);
    },
  );
  app.delete(
    '/admin/jobs/:id',
    {
      config: { permission: 'jobs.write', problems: { 404: ['job_not_found'], 409: ['job_running'] } },
      schema: {
        tags,
        summary: 'Remove a job from the queue: what it would do does not happen',
        params: JobParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await cancelJob(ctx, request.viewer, request.params.id, request.origin);
      return reply.status(204).send(null);
    },
  );
}
