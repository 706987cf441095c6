import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { PageQuery } from '../../../platform/page.ts';
import { ConversationParams } from '../schemas.ts';
import { changeGroup, removeParticipant, setParticipant } from './groups.ts';
import {
  Conversation,
  ConversationChange,
  ConversationPage,
  ConversationsQuery,
  GroupMemberPage,
  MembershipChange,
  NewConversation,
  ParticipantBody,
  ParticipantParams,
  Unread,
} from './schemas.ts';
import {
  acceptRequest,
  conversation,
  conversations,
  deleteForSelf,
  getUnread,
  listParticipants,
  startConversation,
  updateOwnMembership,
} from './service.ts';

const tags = ['Messaging'];
const notFound = { 404: ['conversation_not_found'] };
const nameProblems = ['group_needs_name', 'name_too_long', 'too_many_combining_marks'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/conversations',
    {
      config: { caller: 'member', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'List my conversations',
        querystring: ConversationsQuery,
        response: { 200: ConversationPage },
      },
    },
    (request) => conversations(ctx, request.viewer, request.query),
  );

  app.get(
    '/conversations/unread',
    {
      config: { caller: 'member', problems: {} },
      schema: { tags, summary: 'Count unread conversations', response: { 200: Unread } },
    },
    (request) => getUnread(ctx, request.viewer),
  );

  app.post(
    '/conversations',
    {
      config: {
        caller: 'member',
        problems: {
          400: ['forbidden_character'],
          403: ['not_allowed', 'group_not_allowed', 'trust_too_low', 'feature_off'],
          404: ['member_not_found'],
          410: ['already_deleted'],
          422: ['invalid_participants', 'idempotency_key_reused', ...nameProblems],
          429: ['too_many_conversations'],
        },
      },
      schema: {
        tags,
        summary: 'Start a conversation',
        description: 'Two members share one direct conversation. If it exists, it is returned with 200.',
        body: NewConversation,
        response: { 200: Conversation, 201: Conversation },
      },
    },
    async (request, reply) => {
      const { conversation: started, created } = await startConversation(
        ctx,
        request.viewer,
        request.body,
        request.idempotencyKey,
      );
      return reply.status(created ? 201 : 200).send(started);
    },
  );

  app.get(
    '/conversations/:id',
    {
      config: { caller: 'member', problems: notFound },
      schema: {
        tags,
        summary: 'Get a conversation',
        params: ConversationParams,
        response: { 200: Conversation },
      },
    },
    (request) => conversation(ctx, request.viewer, request.params.id),
  );

  app.patch(
    '/conversations/:id',
    {
      config: {
        caller: 'member',
        problems: {
          ...notFound,
          400: ['forbidden_character'],
          403: ['admins_only', 'request_not_accepted', 'request_pending', 'recipient_blocked', 'feature_off'],
          422: [
            'not_a_group',
            ...nameProblems,
            'media_not_found',
            'media_not_ready',
            'media_already_attached',
            'picture_removed',
            'too_many_media',
            'media_kind_not_allowed',
          ],
        },
      },
      schema: {
        tags,
        summary: 'Change a group, or the time until messages disappear',
        params: ConversationParams,
        body: ConversationChange,
        response: { 200: Conversation },
      },
    },
    (request) => changeGroup(ctx, request.viewer, request.params.id, request.body),
  );

  app.patch(
    '/conversations/:id/me',
    {
      config: { caller: 'member', problems: notFound },
      schema: {
        tags,
        summary: 'Mute, archive, pin or mark a conversation unread, for me',
        params: ConversationParams,
        body: MembershipChange,
        response: { 200: Conversation },
      },
    },
    (request) => updateOwnMembership(ctx, request.viewer, request.params.id, request.body),
  );

  app.put(
    '/conversations/:id/accept',
    {
      config: { caller: 'member', problems: notFound },
      schema: {
        tags,
        summary: 'Accept a message request',
        params: ConversationParams,
        response: { 200: Conversation },
      },
    },
    (request) => acceptRequest(ctx, request.viewer, request.params.id),
  );

  app.delete(
    '/conversations/:id',
    {
      config: { caller: 'member', problems: notFound },
      schema: {
        tags,
        summary: 'Delete a conversation for me, or decline a request',
        params: ConversationParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deleteForSelf(ctx, request.viewer, request.params.id);
      return reply.status(204).send(null);
    },
  );

  app.get(
    '/conversations/:id/participants',
    {
      config: { caller: 'member', problems: { ...notFound, 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'List participants',
        params: ConversationParams,
        querystring: PageQuery,
        response: { 200: GroupMemberPage },
      },
    },
    (request) => listParticipants(ctx, request.viewer, request.params.id, request.query),
  );

  app.put(
    '/conversations/:id/participants/:userId',
    {
      config: {
        caller: 'member',
        problems: {
          403: ['admins_only', 'owner_only', 'group_not_allowed', 'trust_too_low'],
          404: ['conversation_not_found', 'member_not_found'],
          422: ['not_a_group', 'group_full', 'invitation_pending', 'owner_must_transfer'],
          429: ['too_many_conversations'],
        },
      },
      schema: {
        tags,
        summary: 'Add a member to a group, or give them a role',
        params: ParticipantParams,
        body: ParticipantBody,
        response: { 200: Conversation },
      },
    },
    (request) => setParticipant(ctx, request.viewer, request.params.id, request.params.userId, request.body),
  );

  app.delete(
    '/conversations/:id/participants/:userId',
    {
      config: {
        caller: 'member',
        problems: { ...notFound, 403: ['admins_only', 'owner_only'], 422: ['not_a_group'] },
      },
      schema: {
        tags,
        summary: 'Remove a member from a group, or leave it',
        params: ParticipantParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeParticipant(ctx, request.viewer, request.params.id, request.params.userId);
      return reply.status(204).send(null);
    },
  );
}
