import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { PageQuery } from '../../../platform/page.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { OwnDecisionPage, RestrictBody, SuspendBody, WarnBody } from './schemas.ts';
import {
  liftRestriction,
  listOwnDecisions,
  restoreMember,
  restrictMember,
  suspendMember,
  warnMember,
} from './service.ts';

const Nothing = z.null();
const Id = z.strictObject({ id: Uuid });
const memberProblems = { 403: ['insufficient_rank', 'other_university'], 404: ['user_not_found'] };

export function routes(app: App, ctx: Context): void {
  app.get(
    '/users/me/decisions',
    {
      config: {
        caller: 'member',
        alsoFor: ['suspended', 'deactivated'],
        problems: { 400: ['invalid_cursor'] },
      },
      schema: {
        tags: ['Moderation'],
        summary: 'List the decisions of moderators about me, newest first; also for the suspended',
        querystring: PageQuery,
        response: { 200: OwnDecisionPage },
      },
    },
    (request) => listOwnDecisions(ctx, request.viewer, request.query),
  );
  app.put(
    '/admin/users/:id/suspend',
    {
      config: {
        permission: 'members.suspend',
        problems: {
          ...memberProblems,
          403: [...memberProblems[403], 'reauthentication_required'],
          409: ['not_active'],
          422: ['cannot_target_self', 'until_in_past', 'unknown_rule'],
        },
      },
      schema: {
        tags: ['Admin'],
        summary:
          'Suspend a member and end all their sessions; the member is told the rule, the reason and the end',
        params: Id,
        body: SuspendBody,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await suspendMember(ctx, request.viewer, request.params.id, request.body, request.origin);
      return reply.status(204).send(null);
    },
  );
  app.put(
    '/admin/users/:id/restore',
    {
      config: {
        permission: 'members.suspend',
        problems: { ...memberProblems, 409: ['not_suspended'], 422: ['cannot_target_self'] },
      },
      schema: { tags: ['Admin'], summary: 'Lift a suspension', params: Id, response: { 204: Nothing } },
    },
    async (request, reply) => {
      await restoreMember(ctx, request.viewer, request.params.id, request.origin);
      return reply.status(204).send(null);
    },
  );
  const restricting = [
    ['/admin/users/:id/mute', 'muted', 'Mute a member for some time: they may read and not write'],
    [
      '/admin/users/:id/limit-reach',
      'reach_limited',
      'Limit the reach of a member for some time: only followers are shown their posts in explore, trends, searches and suggestions',
    ],
  ] as const;
  for (const [path, outcome, summary] of restricting) {
    app.post(
      path,
      {
        config: {
          permission: 'reports.resolve',
          problems: {
            ...memberProblems,
            409: ['not_active'],
            422: ['cannot_target_self', 'until_in_past', 'until_too_late', 'unknown_rule'],
          },
        },
        schema: { tags: ['Admin'], summary, params: Id, body: RestrictBody, response: { 204: Nothing } },
      },
      async (request, reply) => {
        await restrictMember(ctx, request.viewer, request.params.id, outcome, request.body, request.origin);
        return reply.status(204).send(null);
      },
    );
    app.delete(
      path,
      {
        config: {
          permission: 'reports.resolve',
          problems: { ...memberProblems, 422: ['cannot_target_self'] },
        },
        schema: {
          tags: ['Admin'],
          summary:
            outcome === 'muted'
              ? 'Lift a mute, and take its decision back'
              : 'Lift a limit of the reach, and take its decision back',
          params: Id,
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        await liftRestriction(ctx, request.viewer, request.params.id, outcome, request.origin);
        return reply.status(204).send(null);
      },
    );
  }
  app.post(
    '/admin/users/:id/warn',
    {
      config: {
        permission: 'reports.resolve',
        problems: { ...memberProblems, 422: ['cannot_target_self', 'unknown_rule'] },
      },
      schema: {
        tags: ['Admin'],
        summary: 'Warn a member, who is told the rule and the reason',
        params: Id,
        body: WarnBody,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await warnMember(ctx, request.viewer, request.params.id, request.body, request.origin);
      return reply.status(204).send(null);
    },
  );
}
