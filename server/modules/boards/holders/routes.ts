import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { HolderRole } from '../schemas.ts';
import { HolderBody, HolderList, KeyBody, OwnHolder } from './schemas.ts';
import { getOwnHolder, listHolders, nameHolder, registerKey, stopReplacement } from './service.ts';

const Role = z.strictObject({ role: HolderRole });

export function routes(app: App, ctx: Context): void {
  app.get(
    '/boards/holder',
    {
      config: { caller: 'member', problems: { 404: ['board_not_holder'] } },
      schema: {
        tags: ['Boards'],
        summary: 'Get the key of boards that I hold, or am named to hold',
        response: { 200: OwnHolder },
      },
    },
    ({ viewer }) => getOwnHolder(ctx, viewer),
  );
  app.put(
    '/boards/holder/key',
    {
      config: {
        caller: 'member',
        problems: {
          403: ['reauthentication_required'],
          404: ['board_not_holder'],
          409: ['board_key_used'],
          422: ['board_key_invalid'],
        },
      },
      schema: {
        tags: ['Boards'],
        summary: 'Register the key that I have made',
        description: 'The first key of a holder counts at once; one that replaces another, after 72 hours.',
        body: KeyBody,
        response: { 200: OwnHolder },
      },
    },
    ({ viewer, origin, body }) => registerKey(ctx, { viewer, origin }, body.publicKey),
  );
  app.delete(
    '/boards/holder/pending/:role',
    {
      config: { caller: 'member', problems: { 404: ['board_not_holder', 'board_nothing_pending'] } },
      schema: {
        tags: ['Boards'],
        summary: 'Stop the replacement of a key, as one of the three holders',
        params: Role,
        response: { 204: z.null() },
      },
    },
    async ({ viewer, origin, params }, reply) => {
      await stopReplacement(ctx, { viewer, origin }, params.role);
      return reply.status(204).send(null);
    },
  );
  app.get(
    '/admin/boards/holders',
    {
      config: { permission: 'boards.keys' },
      schema: {
        tags: ['Admin'],
        summary: 'List who hold the three keys of boards, and who is named next',
        response: { 200: HolderList },
      },
    },
    () => listHolders(ctx),
  );
  app.put(
    '/admin/boards/holders/:role',
    {
      config: {
        permission: 'boards.keys',
        problems: {
          403: ['reauthentication_required'],
          409: ['board_holder_taken'],
          422: ['board_member_unknown'],
        },
      },
      schema: {
        tags: ['Admin'],
        summary: 'Name who is to hold a key of boards',
        description: 'The present holder stays until the next has made a key and it counts.',
        params: Role,
        body: HolderBody,
        response: { 200: HolderList },
      },
    },
    ({ viewer, origin, params, body }) => nameHolder(ctx, { viewer, origin }, params.role, body),
  );
  app.delete(
    '/admin/boards/holders/:role/pending',
    {
      config: { permission: 'boards.keys', problems: { 404: ['board_nothing_pending'] } },
      schema: {
        tags: ['Admin'],
        summary: 'Stop the replacement of a key of boards',
        params: Role,
        response: { 204: z.null() },
      },
    },
    async ({ viewer, origin, params }, reply) => {
      await stopReplacement(ctx, { viewer, origin }, params.role);
      return reply.status(204).send(null);
    },
  );
}
