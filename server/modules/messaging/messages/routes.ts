import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { ConversationParams, Message, MessageParams } from '../schemas.ts';
import { sendMessage } from '../sending/service.ts';
import { listMessages } from './read.ts';
import {
  DeleteQuery,
  MessageChange,
  MessageList,
  MessageQuery,
  MessagesQuery,
  NewMessage,
  ReactionParams,
  SyncAnswer,
  SyncRequest,
} from './schemas.ts';
import { deleteForEveryone, deleteForSelf, editMessage, getMessage, setReactionOf } from './service.ts';
import { sync } from './sync.ts';

const tags = ['Messaging'];
const textProblems = ['empty_message', 'message_too_long', 'too_many_combining_marks'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/conversations/:id/messages',
    {
      config: { caller: 'member', problems: { 404: ['conversation_not_found'] } },
      schema: {
        tags,
        summary: 'List messages by number',
        description:
          '`show=blocked` also returns group messages from members whom the viewer blocks: request a collapsed run by `afterSeq` and `limit`. The blocked members do not learn of it.',
        params: ConversationParams,
        querystring: MessagesQuery,
        response: { 200: MessageList },
      },
    },
    (request) => listMessages(ctx, request.viewer, request.params.id, request.query),
  );

  app.post(
    '/conversations/:id/messages',
    {
      config: {
        caller: 'member',
        problems: {
          400: ['forbidden_character'],
          403: [
            'recipient_blocked',
            'recipient_inactive',
            'only_admins_write',
            'request_pending',
            'request_text_only',
            'trust_too_low',
          ],
          404: ['conversation_not_found', 'message_not_found'],
          410: ['message_deleted'],
          422: [
            ...textProblems,
            'media_not_found',
            'media_not_ready',
            'media_already_attached',
            'picture_removed',
            'too_many_media',
            'media_kind_not_allowed',
            'cannot_forward',
            'forward_with_content',
          ],
          429: ['too_many_messages'],
        },
      },
      schema: {
        tags,
        summary: 'Send a message',
        description:
          'The response is sent after the commit. A repeated `clientId` returns the same message, with 200.',
        params: ConversationParams,
        body: NewMessage,
        response: { 200: Message, 201: Message },
      },
    },
    async (request, reply) => {
      const { message: sent, created } = await sendMessage(
        ctx,
        request.viewer,
        request.params.id,
        request.body,
      );
      return reply.status(created ? 201 : 200).send(sent);
    },
  );

  app.post(
    '/conversations/sync',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Get messages missed since the last sync',
        description: 'For clients without a socket; same as the frame `sync`.',
        body: SyncRequest,
        response: { 200: SyncAnswer },
      },
    },
    (request) => sync(ctx, request.viewer, request.body),
  );

  app.get(
    '/messages/:id',
    {
      config: { caller: 'member', problems: { 404: ['message_not_found'] } },
      schema: {
        tags,
        summary: 'Get a message',
        description:
          '`show=blocked` also returns a group message from a member whom the viewer blocks; the member does not learn of it.',
        params: MessageParams,
        querystring: MessageQuery,
        response: { 200: Message },
      },
    },
    (request) => getMessage(ctx, request.viewer, request.params.id, request.query),
  );

  app.patch(
    '/messages/:id',
    {
      config: {
        caller: 'member',
        problems: {
          400: ['forbidden_character'],
          403: [
            'not_your_message',
            'recipient_blocked',
            'request_not_accepted',
            'only_admins_write',
            'trust_too_low',
          ],
          404: ['message_not_found'],
          410: ['message_deleted'],
          422: [...textProblems, 'too_late_to_edit'],
        },
      },
      schema: {
        tags,
        summary: 'Edit my message, within a day',
        params: MessageParams,
        body: MessageChange,
        response: { 200: Message },
      },
    },
    (request) => editMessage(ctx, request.viewer, request.params.id, request.body.content),
  );

  app.delete(
    '/messages/:id',
    {
      config: { caller: 'member', problems: { 403: ['not_your_message'], 404: ['message_not_found'] } },
      schema: {
        tags,
        summary: 'Delete a message, for everyone or for me',
        params: MessageParams,
        querystring: DeleteQuery,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const operation = request.query.for === 'me' ? deleteForSelf : deleteForEveryone;
      await operation(ctx, request.viewer, request.params.id);
      return reply.status(204).send(null);
    },
  );

  const reaction = {
    config: {
      caller: 'member' as const,
      problems: {
        403: ['request_not_accepted', 'recipient_blocked'],
        404: ['message_not_found'],
        410: ['message_deleted'],
        422: ['not_an_emoji', 'too_many_reactions'],
      },
    },
  };
  app.put(
    '/messages/:id/reactions/:emoji',
    {
      ...reaction,
      schema: { tags, summary: 'React to a message', params: ReactionParams, response: { 200: Message } },
    },
    (request) => setReactionOf(ctx, request.viewer, request.params.id, request.params.emoji, true),
  );
  app.delete(
    '/messages/:id/reactions/:emoji',
    {
      ...reaction,
      schema: { tags, summary: 'Remove my reaction', params: ReactionParams, response: { 200: Message } },
    },
    (request) => setReactionOf(ctx, request.viewer, request.params.id, request.params.emoji, false),
  );
}
