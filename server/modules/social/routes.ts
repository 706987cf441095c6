import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import type { App } from '../../platform/http/types.ts';
import { Following, MemberId, RequesterId } from './schemas.ts';
import {
  acceptRequest,
  block,
  follow,
  hideReposts,
  mute,
  rejectRequest,
  removeFollower,
  showReposts,
  unblock,
  unfollow,
  unmute,
} from './service.ts';

const tags = ['Graph'];
const Nothing = z.null();
const notFound = { 404: ['member_not_found'] };

export function routes(app: App, ctx: Context): void {
  app.put(
    '/users/:id/follow',
    {
      config: {
        caller: 'member',
        problems: { ...notFound, 422: ['cannot_follow_self', 'too_many_follows'] },
      },
      schema: {
        tags,
        summary: 'Follow a member, or request to',
        params: MemberId,
        response: { 200: Following },
      },
    },
    (request) => follow(ctx, request.viewer, request.params.id),
  );

  app.delete(
    '/users/:id/follow',
    {
      config: { caller: 'member' },
      schema: {
        tags,
        summary: 'Unfollow a member, or cancel a follow request',
        params: MemberId,
        response: { 200: Following },
      },
    },
    (request) => unfollow(ctx, request.viewer, request.params.id),
  );

  app.delete(
    '/users/:id/follower',
    {
      config: { caller: 'member' },
      schema: {
        tags,
        summary: 'Remove a follower',
        params: MemberId,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await removeFollower(ctx, request.viewer, request.params.id);
      return reply.status(204).send(null);
    },
  );

  app.put(
    '/follow-requests/:userId/accept',
    {
      config: {
        caller: 'member',
        problems: { 404: ['request_not_found'], 422: ['too_many_follows'] },
      },
      schema: { tags, summary: 'Accept a follow request', params: RequesterId, response: { 204: Nothing } },
    },
    async (request, reply) => {
      await acceptRequest(ctx, request.viewer, request.params.userId);
      return reply.status(204).send(null);
    },
  );

  app.delete(
    '/follow-requests/:userId',
    {
      config: { caller: 'member', problems: { 404: ['request_not_found'] } },
      schema: { tags, summary: 'Decline a follow request', params: RequesterId, response: { 204: Nothing } },
    },
    async (request, reply) => {
      await rejectRequest(ctx, request.viewer, request.params.userId);
      return reply.status(204).send(null);
    },
  );

  app.put(
    '/users/:id/block',
    {
      config: { caller: 'member', problems: { ...notFound, 422: ['cannot_block_self'] } },
      schema: {
        tags,
        summary: 'Block a member, in both directions everywhere',
        params: MemberId,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await block(ctx, request.viewer, request.params.id);
      return reply.status(204).send(null);
    },
  );

  app.delete(
    '/users/:id/block',
    {
      config: { caller: 'member' },
      schema: { tags, summary: 'Unblock a member', params: MemberId, response: { 204: Nothing } },
    },
    async (request, reply) => {
      await unblock(ctx, request.viewer, request.params.id);
      return reply.status(204).send(null);
    },
  );

  app.put(
    '/users/:id/mute',
    {
      config: { caller: 'member', problems: { ...notFound, 422: ['cannot_mute_self'] } },
      schema: {
        tags,
        summary: 'Mute a member in my feeds; they are not notified',
        params: MemberId,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await mute(ctx, request.viewer, request.params.id);
      return reply.status(204).send(null);
    },
  );

  app.delete(
    '/users/:id/mute',
    {
      config: { caller: 'member' },
      schema: { tags, summary: 'Unmute a member', params: MemberId, response: { 204: Nothing } },
    },
    async (request, reply) => {
      await unmute(ctx, request.viewer, request.params.id);
      return reply.status(204).send(null);
    },
  );

  app.put(
    '/users/:id/reposts-hidden',
    {
      config: { caller: 'member', problems: { ...notFound, 422: ['cannot_hide_own_reposts'] } },
      schema: {
        tags,
        summary: 'Hide a member’s reposts from my feeds',
        params: MemberId,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await hideReposts(ctx, request.viewer, request.params.id);
      return reply.status(204).send(null);
    },
  );

  app.delete(
    '/users/:id/reposts-hidden',
    {
      config: { caller: 'member' },
      schema: {
        tags,
        summary: 'Show a member’s reposts again',
        params: MemberId,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await showReposts(ctx, request.viewer, request.params.id);
      return reply.status(204).send(null);
    },
  );
}
