import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { PageQuery } from '../../../platform/page.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { FamiliarFollowers, MemberPage } from '../schemas.ts';
import { connections, familiarFollowers, ownList } from './service.ts';

const tags = ['Graph'];
const MemberId = z.strictObject({ id: Uuid });

export function routes(app: App, ctx: Context): void {
  for (const name of ['followers', 'following'] as const) {
    app.get(
      `/users/:id/${name}`,
      {
        config: { caller: 'member', problems: { 404: ['member_not_found'], 403: ['private_account'] } },
        schema: {
          tags,
          summary: name === 'followers' ? 'List followers of a member' : 'List members that a member follows',
          params: MemberId,
          querystring: PageQuery,
          response: { 200: MemberPage },
        },
      },
      (request) => connections(ctx, request.viewer, name, request.params.id, request.query),
    );
  }

  app.get(
    '/users/:id/familiar-followers',
    {
      config: { caller: 'member', problems: { 404: ['member_not_found'], 403: ['private_account'] } },
      schema: {
        tags,
        summary: 'Get the followers of a member whom I follow',
        params: MemberId,
        response: { 200: FamiliarFollowers },
      },
    },
    (request) => familiarFollowers(ctx, request.viewer, request.params.id),
  );

  app.get(
    '/follow-requests',
    {
      config: { caller: 'member' },
      schema: {
        tags,
        summary: 'List follow requests to me',
        querystring: PageQuery,
        response: { 200: MemberPage },
      },
    },
    (request) => ownList(ctx, request.viewer, 'requests', request.query),
  );

  for (const name of ['blocks', 'mutes'] as const) {
    app.get(
      `/${name}`,
      {
        config: { caller: 'member' },
        schema: {
          tags,
          summary: name === 'blocks' ? 'List members I block' : 'List members I mute',
          querystring: PageQuery,
          response: { 200: MemberPage },
        },
      },
      (request) => ownList(ctx, request.viewer, name, request.query),
    );
  }
}
