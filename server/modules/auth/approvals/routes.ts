import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { Approval, ApprovalPage, ApprovalQuery, DecisionBody, RequestBody } from './schemas.ts';
import { cancel, decide, listApprovals, request as requestAct } from './service.ts';

const tags = ['Admin'];
const Id = z.strictObject({ id: Uuid });
const requestProblems = (...conflicts: string[]) => ({
  403: ['reauthentication_required'],
  404: ['user_not_found'],
  409: ['approval_pending', ...conflicts],
});

export function routes(app: App, ctx: Context): void {
  app.put(
    '/admin/users/:id/owner',
    {
      config: { permission: 'owners.write', problems: requestProblems('already_owner', 'not_active') },
      schema: {
        tags,
        summary: 'Request that a member becomes an owner; a second owner approves it',
        params: Id,
        body: RequestBody,
        response: { 202: Approval },
      },
    },
    async ({ viewer, params, body, origin }, reply) =>
      reply.status(202).send(await requestAct(ctx, viewer, 'owner_granted', params.id, body, origin)),
  );
  app.delete(
    '/admin/users/:id/owner',
    {
      config: { permission: 'owners.write', problems: requestProblems('not_owner', 'last_owner') },
      schema: {
        tags,
        summary: 'Request that a member is no owner any more; a second owner approves it',
        params: Id,
        body: RequestBody,
        response: { 202: Approval },
      },
    },
    async ({ viewer, params, body, origin }, reply) =>
      reply.status(202).send(await requestAct(ctx, viewer, 'owner_revoked', params.id, body, origin)),
  );
  app.get(
    '/admin/approvals',
    {
      config: { permission: 'approvals.stop', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'List requests for acts that take two people, newest first',
        querystring: ApprovalQuery,
        response: { 200: ApprovalPage },
      },
    },
    (request) => listApprovals(ctx, request.viewer, request.query),
  );
  app.patch(
    '/admin/approvals/:id',
    {
      config: {
        // What the act itself takes, the service checks under the locks.
        permission: 'approvals.stop',
        problems: {
          403: ['reauthentication_required'],
          404: ['approval_not_found'],
          409: ['approval_closed', 'approval_void'],
          422: ['own_request', 'concerns_you'],
        },
      },
      schema: {
        tags,
        summary: 'Approve a request, which carries it out, or refuse it',
        params: Id,
        body: DecisionBody,
        response: { 200: Approval },
      },
    },
    ({ viewer, params, body, origin }) => decide(ctx, viewer, params.id, body, origin),
  );
  app.delete(
    '/admin/approvals/:id',
    {
      config: {
        permission: 'approvals.stop',
        problems: { 403: ['not_your_request'], 404: ['approval_not_found'], 409: ['approval_closed'] },
      },
      schema: {
        tags,
        summary: 'Take an own request back, or stop one that waits for time alone',
        params: Id,
        response: { 204: z.null() },
      },
    },
    async ({ viewer, params, origin }, reply) => {
      await cancel(ctx, viewer, params.id, origin);
      return reply.status(204).send(null);
    },
  );
}
