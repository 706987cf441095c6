import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { Case } from '../resolution/schemas.ts';
import { getCase } from '../resolution/service.ts';
import { ClaimBody } from './schemas.ts';
import { claimCase, releaseCase } from './service.ts';

const Id = z.strictObject({ id: Uuid });
const tags = ['Admin'];

export function routes(app: App, ctx: Context): void {
  app.put(
    '/admin/reports/:id/claim',
    {
      config: {
        permission: 'reports.resolve',
        problems: {
          404: ['report_not_found'],
          409: ['already_resolved', 'case_claimed'],
          422: ['own_case', 'own_report'],
        },
      },
      schema: {
        tags,
        summary: 'Claim a report case for 15 minutes, or prolong my claim: nobody else decides it meanwhile',
        params: Id,
        body: ClaimBody,
        response: { 200: Case },
      },
    },
    async ({ viewer, params, body, origin }) => {
      await claimCase(ctx, viewer, params.id, body, origin);
      return getCase(ctx, viewer, params.id, origin);
    },
  );
  app.delete(
    '/admin/reports/:id/claim',
    {
      config: { permission: 'reports.resolve', problems: { 404: ['report_not_found'] } },
      schema: { tags, summary: 'Release my claim of a report case', params: Id, response: { 204: z.null() } },
    },
    async ({ viewer, params, origin }, reply) => {
      await releaseCase(ctx, viewer, params.id, origin);
      return reply.status(204).send(null);
    },
  );
}
