import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/app.ts';
import { pageOf } from '../../../platform/page.ts';
import { readLog } from './log.ts';
import { endUserSessions, searchUsers, setRoles } from './members.ts';
import {
  AuditQuery,
  AuditRecord,
  ManagedUniversity,
  ManagedUser,
  NewRule,
  RolesBody,
  RuleChange,
  SearchQuery,
  SuspendBody,
} from './schemas.ts';
import { restore, suspend } from './suspending.ts';
import {
  addUniversityRule,
  changeUniversityRule,
  openOrClose,
  removeUniversityRule,
  searchUniversities,
} from './universities.ts';

const tags = ['Admin'];
const Nothing = z.null();
const Id = z.strictObject({ id: z.uuid() });
const RuleId = z.strictObject({ id: z.uuid(), ruleId: z.uuid() });
const onMember = { 403: ['outranked'], 404: ['user_not_found'], 422: ['not_on_yourself'] };

export function routes(app: App, ctx: Context): void {
  members(app, ctx);
  universities(app, ctx);
  app.get(
    '/admin/audit-log',
    {
      config: { caller: 'admin', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'Who did what, newest first',
        querystring: AuditQuery,
        response: { 200: pageOf(AuditRecord) },
      },
    },
    (request) => readLog(ctx, request.query),
  );
}

function members(app: App, ctx: Context): void {
  app.get(
    '/admin/users',
    {
      config: { caller: 'moderator', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'Members by username or display name, for admins also by address; newest first',
        querystring: SearchQuery,
        response: { 200: pageOf(ManagedUser) },
      },
    },
    (request) => searchUsers(ctx, request.viewer, request.query),
  );
  app.put(
    '/admin/users/:id/suspend',
    {
      config: {
        caller: 'admin',
        problems: { ...onMember, 409: ['not_active'], 422: ['not_on_yourself', 'until_is_past'] },
      },
      schema: {
        tags,
        summary: 'Suspend a member; every session ends at once',
        params: Id,
        body: SuspendBody,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await suspend(ctx, request.viewer, request.params.id, request.body, request.origin);
      return reply.status(204).send(null);
    },
  );
  app.put(
    '/admin/users/:id/restore',
    {
      config: { caller: 'admin', problems: { ...onMember, 409: ['not_suspended'] } },
      schema: { tags, summary: 'End a suspension', params: Id, response: { 204: Nothing } },
    },
    async (request, reply) => {
      await restore(ctx, request.viewer, request.params.id, request.origin);
      return reply.status(204).send(null);
    },
  );
  app.put(
    '/admin/users/:id/roles',
    {
      config: {
        caller: 'owner',
        problems: { 404: ['user_not_found'], 409: ['not_active', 'last_owner'] },
      },
      schema: {
        tags,
        summary: 'Give a member exactly these roles; owners only',
        params: Id,
        body: RolesBody,
        response: { 200: ManagedUser },
      },
    },
    (request) => setRoles(ctx, request.viewer, request.params.id, request.body, request.origin),
  );
  app.delete(
    '/admin/users/:id/sessions',
    {
      config: { caller: 'admin', problems: onMember },
      schema: { tags, summary: 'End every session of a member', params: Id, response: { 204: Nothing } },
    },
    async (request, reply) => {
      await endUserSessions(ctx, request.viewer, request.params.id, request.origin);
      return reply.status(204).send(null);
    },
  );
}

function universities(app: App, ctx: Context): void {
  app.get(
    '/admin/universities',
    {
      config: { caller: 'admin', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'The catalogue by name or domain, closed universities too, with their rules',
        querystring: SearchQuery,
        response: { 200: pageOf(ManagedUniversity) },
      },
    },
    (request) => searchUniversities(ctx, request.query),
  );
  app.patch(
    '/admin/universities/:id',
    {
      config: { caller: 'admin', problems: { 404: ['university_not_found'], 422: ['no_rules'] } },
      schema: {
        tags,
        summary: 'Open a university by the rules it has, or close it',
        params: Id,
        body: z.strictObject({ isOpen: z.boolean() }),
        response: { 200: ManagedUniversity },
      },
    },
    (request) => openOrClose(ctx, request, request.params.id, request.body.isOpen),
  );
  app.post(
    '/admin/universities/:id/rules',
    {
      config: {
        caller: 'admin',
        problems: {
          404: ['university_not_found'],
          409: ['rule_exists', 'mailboxes_collide'],
          422: ['domain_too_wide'],
        },
      },
      schema: {
        tags,
        summary: 'Add a rule of who may register; opens the university',
        params: Id,
        body: NewRule,
        response: { 201: ManagedUniversity },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await addUniversityRule(ctx, request, request.params.id, request.body)),
  );
  app.patch(
    '/admin/universities/:id/rules/:ruleId',
    {
      config: {
        caller: 'admin',
        problems: {
          404: ['university_not_found', 'rule_not_found'],
          409: ['rule_exists', 'mailboxes_collide'],
          422: ['domain_too_wide'],
        },
      },
      schema: {
        tags,
        summary: 'Change a rule',
        params: RuleId,
        body: RuleChange,
        response: { 200: ManagedUniversity },
      },
    },
    ({ viewer, origin, params, body }) =>
      changeUniversityRule(ctx, { viewer, origin }, params.id, params.ruleId, body),
  );
  app.delete(
    '/admin/universities/:id/rules/:ruleId',
    {
      config: {
        caller: 'admin',
        problems: { 404: ['university_not_found', 'rule_not_found'], 409: ['mailboxes_collide'] },
      },
      schema: {
        tags,
        summary: 'Remove a rule; with the last one the university is closed',
        params: RuleId,
        response: { 200: ManagedUniversity },
      },
    },
    ({ viewer, origin, params }) => removeUniversityRule(ctx, { viewer, origin }, params.id, params.ruleId),
  );
}
