import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { OwnAppeal } from '../decisions/schemas.ts';
import { Appeal, AppealDecision, AppealFigures, AppealPage, AppealQuery, NewAppeal } from './schemas.ts';
import { appeal, appealFigures, decideAppeal, listAppeals } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.post(
    '/appeals',
    {
      config: {
        caller: 'member',
        alsoFor: ['suspended', 'deactivated'],
        problems: {
          404: ['decision_not_found'],
          409: ['already_appealed', 'already_reversed'],
          422: ['appeal_too_late'],
        },
      },
      schema: {
        tags: ['Moderation'],
        summary: 'Appeal against a decision about me, once; also for the suspended',
        body: NewAppeal,
        response: { 201: OwnAppeal },
      },
    },
    async (request, reply) => reply.status(201).send(await appeal(ctx, request.viewer, request.body)),
  );
  app.get(
    '/admin/appeals',
    {
      config: { permission: 'reports.read', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags: ['Admin'],
        summary: 'List appeals, open or decided',
        querystring: AppealQuery,
        response: { 200: AppealPage },
      },
    },
    (request) => listAppeals(ctx, request.viewer, request.query),
  );
  app.get(
    '/admin/appeals/figures',
    {
      config: { permission: 'members.suspend' },
      schema: {
        tags: ['Admin'],
        summary: 'Count decisions and their appeals by rule and by moderator',
        response: { 200: AppealFigures },
      },
    },
    () => appealFigures(ctx),
  );
  app.patch(
    '/admin/appeals/:id',
    {
      config: {
        permission: 'reports.resolve',
        problems: {
          403: ['admin_required', 'insufficient_rank'],
          404: ['appeal_not_found', 'user_not_found'],
          409: ['appeal_decided'],
          422: ['own_decision', 'own_case', 'own_report', 'cannot_target_self'],
        },
      },
      schema: {
        tags: ['Admin'],
        summary: 'Decide an appeal; upholding it takes the act back',
        params: z.strictObject({ id: Uuid }),
        body: AppealDecision,
        response: { 200: Appeal },
      },
    },
    ({ viewer, params, body, origin }) => decideAppeal(ctx, viewer, params.id, body, origin),
  );
}
