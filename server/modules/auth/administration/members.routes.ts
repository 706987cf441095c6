import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { pageOf } from '../../../platform/page.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { getUser, listUserSessions, revokeUserSessions, searchUsers, setRoles } from './members.ts';
import { changeOfficial } from './official.ts';
import { ManagedUser, MemberQuery, MemberSession, OfficialBody, RolesBody } from './schemas.ts';

const tags = ['Admin'];
const Nothing = z.null();
const Id = z.strictObject({ id: Uuid });
const memberProblems = { 403: ['insufficient_rank'], 404: ['user_not_found'], 422: ['cannot_target_self'] };

export function members(app: App, ctx: Context): void {
  app.get(
    '/admin/users',
    {
      config: { permission: 'reports.read', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'List members by username or display name, for admins also by email; newest first',
        querystring: MemberQuery,
        response: { 200: pageOf(ManagedUser) },
      },
    },
    (request) => searchUsers(ctx, request.viewer, request.query),
  );
  app.get(
    '/admin/users/:id',
    {
      config: {
        permission: 'reports.read',
        problems: { 403: ['other_university'], 404: ['user_not_found'] },
      },
      schema: {
        tags,
        summary: 'Get a member',
        params: Id,
        response: { 200: ManagedUser },
      },
    },
    (request) => getUser(ctx, request.viewer, request.params.id),
  );
  app.get(
    '/admin/users/:id/sessions',
    {
      config: { permission: 'members.suspend', problems: { 404: ['user_not_found'] } },
      schema: {
        tags,
        summary: 'List the sessions of a member, last seen first',
        params: Id,
        response: { 200: pageOf(MemberSession) },
      },
    },
    (request) => listUserSessions(ctx, request.params.id),
  );
  app.put(
    '/admin/users/:id/roles',
    {
      config: {
        permission: 'roles.write',
        problems: {
          403: ['reauthentication_required'],
          404: ['user_not_found'],
          409: ['not_active', 'approval_required'],
          422: ['unknown_custom_role', 'too_many_holders'],
        },
      },
      schema: {
        tags,
        summary: 'Set the roles of a member, but whether they are an owner',
        params: Id,
        body: RolesBody,
        response: { 200: ManagedUser },
      },
    },
    (request) => setRoles(ctx, request.viewer, request.params.id, request.body, request.origin),
  );
  app.put(
    '/admin/users/:id/official',
    {
      config: {
        permission: 'official.write',
        problems: {
          ...memberProblems,
          403: ['insufficient_rank', 'reauthentication_required'],
          409: ['not_active'],
        },
      },
      schema: {
        tags,
        summary: 'Mark an account as official, and say what it stands for',
        params: Id,
        body: OfficialBody,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await changeOfficial(ctx, request.viewer, request.params.id, request.body, request.origin);
      return reply.status(204).send(null);
    },
  );
  app.delete(
    '/admin/users/:id/official',
    {
      config: { permission: 'official.write', problems: memberProblems },
      schema: {
        tags,
        summary: 'Take the mark of an official account back',
        params: Id,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await changeOfficial(ctx, request.viewer, request.params.id, null, request.origin);
      return reply.status(204).send(null);
    },
  );
  app.delete(
    '/admin/users/:id/sessions',
    {
      config: { permission: 'members.suspend', problems: memberProblems },
      schema: { tags, summary: 'End all sessions of a member', params: Id, response: { 204: Nothing } },
    },
    async (request, reply) => {
      await revokeUserSessions(ctx, request.viewer, request.params.id, request.origin);
      return reply.status(204).send(null);
    },
  );
}
