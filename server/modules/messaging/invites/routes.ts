import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Conversation } from '../conversations/schemas.ts';
import { ConversationParams } from '../schemas.ts';
import { CreatedInvite, InviteList, InviteParams, InvitePreview, InviteToken, NewInvite } from './schemas.ts';
import { createInvite, joinByInvite, listInvites, previewInvite, revokeInvite } from './service.ts';

const tags = ['Messaging'];
const inviteProblems = { 403: ['admins_only'], 404: ['conversation_not_found'], 422: ['not_a_group'] };

export function routes(app: App, ctx: Context): void {
  app.get(
    '/conversations/:id/invites',
    {
      config: { caller: 'member', problems: inviteProblems },
      schema: {
        tags,
        summary: 'List active invites of a group',
        params: ConversationParams,
        response: { 200: InviteList },
      },
    },
    (request) => listInvites(ctx, request.viewer, request.params.id),
  );
  app.post(
    '/conversations/:id/invites',
    {
      config: {
        caller: 'member',
        problems: {
          ...inviteProblems,
          403: ['admins_only', 'trust_too_low'],
          410: ['already_deleted'],
          422: ['not_a_group', 'too_many_invites', 'idempotency_key_reused'],
        },
      },
      schema: {
        tags,
        summary: 'Create an invite to a group',
        params: ConversationParams,
        body: NewInvite,
        response: { 201: CreatedInvite },
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          await createInvite(ctx, request.viewer, request.params.id, request.body, request.idempotencyKey),
        ),
  );
  app.delete(
    '/conversations/:id/invites/:inviteId',
    {
      config: {
        caller: 'member',
        problems: { ...inviteProblems, 404: ['conversation_not_found', 'invite_not_found'] },
      },
      schema: { tags, summary: 'Revoke an invite', params: InviteParams, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await revokeInvite(ctx, request.viewer, request.params.id, request.params.inviteId);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/conversations/invites/preview',
    {
      config: { caller: 'member', problems: { 404: ['invite_not_found'] } },
      schema: {
        tags,
        summary: 'Preview an invite',
        body: InviteToken,
        response: { 200: InvitePreview },
      },
    },
    (request) => previewInvite(ctx, request.viewer, request.body.token),
  );
  app.post(
    '/conversations/invites/join',
    {
      config: { caller: 'member', problems: { 404: ['invite_not_found'], 422: ['group_full'] } },
      schema: {
        tags,
        summary: 'Join a group by an invite',
        body: InviteToken,
        response: { 200: Conversation },
      },
    },
    (request) => joinByInvite(ctx, request.viewer, request.body.token),
  );
}
