import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import {
  ExportParams,
  MessageExport,
  MessageExportList,
  NewAccountExport,
  NewMessageExport,
} from './schemas.ts';
import { getExport, listExports, requestExport, withdrawExport } from './service.ts';

const tags = ['Messaging'];
const accountTags = ['Account'];
const notFound = { 404: ['export_not_found'] };

export function routes(app: App, ctx: Context): void {
  app.get(
    '/conversations/exports',
    {
      config: { caller: 'member', problems: {} },
      schema: { tags, summary: 'List my message exports', response: { 200: MessageExportList } },
    },
    (request) => listExports(ctx, request.viewer, 'messages'),
  );

  app.post(
    '/conversations/exports',
    {
      config: {
        caller: 'member',
        problems: {
          400: ['invalid_idempotency_key'],
          404: ['conversation_not_found', 'export_not_found'],
          409: ['export_in_progress'],
          410: ['already_deleted'],
          422: ['idempotency_key_reused'],
          429: ['too_many_exports'],
          507: ['storage_full'],
        },
      },
      schema: {
        tags,
        summary: 'Request a message export',
        description:
          'A ZIP of all conversations, or of one: pages for people, `messages.jsonl` for programs, and the files. A background job builds it; poll its progress, or wait for the notification.',
        body: NewMessageExport,
        response: { 202: MessageExport },
      },
    },
    async ({ viewer, body, origin, idempotencyKey: key }, reply) =>
      reply.status(202).send(await requestExport(ctx, viewer, 'messages', body, { origin, key })),
  );

  app.get(
    '/conversations/exports/:id',
    {
      config: { caller: 'member', problems: notFound },
      schema: {
        tags,
        summary: 'Get a message export',
        params: ExportParams,
        response: { 200: MessageExport },
      },
    },
    (request) => getExport(ctx, request.viewer, 'messages', request.params.id),
  );

  app.delete(
    '/conversations/exports/:id',
    {
      config: { caller: 'member', problems: notFound },
      schema: { tags, summary: 'Cancel or delete a message export', params: ExportParams },
    },
    async (request, reply) => {
      await withdrawExport(ctx, request.viewer, 'messages', request.params.id);
      return reply.status(204).send();
    },
  );

  // Also for those who are suspended or leave: the data is theirs.
  app.get(
    '/users/me/exports',
    {
      config: { caller: 'member', alsoFor: ['suspended', 'deactivated', 'waiting'] },
      schema: {
        tags: accountTags,
        summary: 'List my exports of everything',
        response: { 200: MessageExportList },
      },
    },
    (request) => listExports(ctx, request.viewer, 'account'),
  );

  app.post(
    '/users/me/exports',
    {
      config: {
        caller: 'member',
        alsoFor: ['suspended', 'deactivated', 'waiting'],
        problems: {
          400: ['invalid_idempotency_key'],
          403: ['reauthentication_required'],
          404: ['export_not_found'],
          409: ['export_in_progress'],
          410: ['already_deleted'],
          422: ['idempotency_key_reused'],
          429: ['too_many_exports'],
          507: ['storage_full'],
        },
      },
      schema: {
        tags: accountTags,
        summary: 'Request an export of everything',
        description:
          'A ZIP of what I wrote, uploaded and set, and of my messages: pages for people, JSON lines with their schema for programs, and the files. A background job builds it; poll its progress, or wait for the notification. The session must have been authenticated in the last 15 minutes; the owner gets an email now and when it is ready.',
        body: NewAccountExport,
        response: { 202: MessageExport },
      },
    },
    async ({ viewer, body, origin, idempotencyKey: key }, reply) =>
      reply.status(202).send(await requestExport(ctx, viewer, 'account', body, { origin, key })),
  );

  app.delete(
    '/users/me/exports/:id',
    {
      config: { caller: 'member', alsoFor: ['suspended', 'deactivated', 'waiting'], problems: notFound },
      schema: {
        tags: accountTags,
        summary: 'Cancel or delete an export of everything',
        params: ExportParams,
      },
    },
    async (request, reply) => {
      await withdrawExport(ctx, request.viewer, 'account', request.params.id);
      return reply.status(204).send();
    },
  );
}
