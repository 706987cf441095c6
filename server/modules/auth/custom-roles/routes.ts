import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { ChangedCustomRole, CustomRole, CustomRoleBody, CustomRoles } from './schemas.ts';
import { changeCustomRole, createCustomRole, deleteRole, listCustomRoles } from './service.ts';

const tags = ['Admin'];
const Id = z.strictObject({ id: Uuid });
const permission = 'roles.write';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/roles',
    {
      config: { permission },
      schema: {
        tags,
        summary: 'List the custom roles, and the permissions that roles are composed of',
        response: { 200: CustomRoles },
      },
    },
    () => listCustomRoles(ctx),
  );
  app.post(
    '/admin/roles',
    {
      config: {
        permission,
        problems: {
          403: ['reauthentication_required'],
          409: ['role_name_taken'],
          422: ['too_many_roles', 'not_limitable', 'permission_needed'],
        },
      },
      schema: {
        tags,
        summary: 'Compose a role of permissions',
        body: CustomRoleBody,
        response: { 201: CustomRole },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await createCustomRole(ctx, request.viewer, request.body, request.origin)),
  );
  app.put(
    '/admin/roles/:id',
    {
      config: {
        permission,
        problems: {
          403: ['reauthentication_required'],
          404: ['role_not_found'],
          409: ['role_changed', 'role_name_taken'],
          422: ['not_limitable', 'permission_needed'],
        },
      },
      schema: {
        tags,
        summary: 'Change a custom role, at once for all who hold it',
        params: Id,
        body: ChangedCustomRole,
        response: { 200: CustomRole },
      },
    },
    (request) => changeCustomRole(ctx, request.viewer, request.params.id, request.body, request.origin),
  );
  app.delete(
    '/admin/roles/:id',
    {
      config: {
        permission,
        problems: { 403: ['reauthentication_required'], 404: ['role_not_found'] },
      },
      schema: {
        tags,
        summary: 'Delete a custom role, and take it from all who hold it',
        params: Id,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deleteRole(ctx, request.viewer, request.params.id, request.origin);
      return reply.status(204).send(null);
    },
  );
}
