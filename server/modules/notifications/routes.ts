import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import type { App } from '../../platform/http/types.ts';
import { routes as digests } from './digests/routes.ts';
import { NotificationPreferences, NotificationPreferencesChange } from './preferences/schemas.ts';
import { changePreferences, preferences } from './preferences/service.ts';
import { NewPushSubscription, PushSubscriptionMade, PushSubscriptionParams } from './push/schemas.ts';
import { subscribe, unsubscribe } from './push/service.ts';
import {
  NotificationPage,
  NotificationQuery,
  ReadBody,
  ThreadMute,
  ThreadParams,
  Unread,
} from './schemas.ts';
import {
  isThreadMutedFor,
  listNotifications,
  markAsRead,
  muteThread,
  unmuteThread,
  unread,
} from './service.ts';

const tags = ['Notifications'];
const postProblems = { 404: ['post_not_found'] };

export function routes(app: App, ctx: Context): void {
  app.get(
    '/notifications',
    {
      config: { caller: 'member', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'List notifications, grouped, newest first',
        querystring: NotificationQuery,
        response: { 200: NotificationPage },
      },
    },
    (request) => listNotifications(ctx, request.viewer, request.query),
  );
  app.get(
    '/notifications/unread',
    {
      config: { caller: 'member', problems: {} },
      schema: { tags, summary: 'Count unread notifications', response: { 200: Unread } },
    },
    async (request) => ({ unread: await unread(ctx, request.viewer) }),
  );
  app.put(
    '/notifications/read',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Mark notifications as read, all up to one or by id',
        body: ReadBody,
        response: { 200: Unread },
      },
    },
    (request) => markAsRead(ctx, request.viewer, request.body),
  );
  app.get(
    '/notifications/preferences',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Get notification preferences',
        response: { 200: NotificationPreferences },
      },
    },
    (request) => preferences(ctx, request.viewer),
  );
  app.patch(
    '/notifications/preferences',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Change notification preferences',
        body: NotificationPreferencesChange,
        response: { 200: NotificationPreferences },
      },
    },
    (request) => changePreferences(ctx, request.viewer, request.body),
  );
  threadRoutes(app, ctx);
  pushRoutes(app, ctx);
  digests(app, ctx);
}

function threadRoutes(app: App, ctx: Context): void {
  const shape = { tags, params: ThreadParams, response: { 200: ThreadMute } };
  app.get(
    '/notifications/threads/:postId/mute',
    {
      config: { caller: 'member', problems: postProblems },
      schema: { ...shape, summary: 'Get whether a thread is muted' },
    },
    (request) => isThreadMutedFor(ctx, request.viewer, request.params.postId),
  );
  app.put(
    '/notifications/threads/:postId/mute',
    {
      config: { caller: 'member', problems: postProblems },
      schema: { ...shape, summary: 'Mute a thread' },
    },
    (request) => muteThread(ctx, request.viewer, request.params.postId),
  );
  app.delete(
    '/notifications/threads/:postId/mute',
    {
      config: { caller: 'member', problems: postProblems },
      schema: { ...shape, summary: 'Unmute a thread' },
    },
    (request) => unmuteThread(ctx, request.viewer, request.params.postId),
  );
}

function pushRoutes(app: App, ctx: Context): void {
  app.post(
    '/notifications/push-subscriptions',
    {
      config: { caller: 'member', problems: { 422: ['endpoint_not_allowed', 'push_keys_invalid'] } },
      schema: {
        tags,
        summary: 'Subscribe this browser to push notifications',
        body: NewPushSubscription,
        response: { 201: PushSubscriptionMade },
      },
    },
    async (request, reply) => reply.status(201).send(await subscribe(ctx, request.viewer, request.body)),
  );
  app.delete(
    '/notifications/push-subscriptions/:id',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Unsubscribe a browser from push notifications',
        params: PushSubscriptionParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await unsubscribe(ctx, request.viewer, request.params.id);
      return reply.status(204).send(null);
    },
  );
}
