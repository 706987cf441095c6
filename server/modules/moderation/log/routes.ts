import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { EntriesQuery, HeadsQuery, LogEntries, LogHeads, LogReceipt } from './schemas.ts';
import { getReceipt, listEntries, listHeads } from './service.ts';

const tags = ['Moderation'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/moderation/log/heads',
    {
      config: { caller: 'anyone' },
      schema: {
        tags,
        summary: 'List the published hashes of the moderation log, one for each day, newest first',
        querystring: HeadsQuery,
        response: { 200: LogHeads },
      },
    },
    (request) => listHeads(ctx, request.query),
  );
  app.get(
    '/moderation/receipts/:id',
    {
      config: {
        caller: 'member',
        alsoFor: ['suspended', 'deactivated'],
        problems: { 404: ['receipt_not_found'] },
      },
      schema: {
        tags,
        summary: 'Get the receipt of a decision about me, or of my appeal; also for the suspended',
        params: z.strictObject({ id: Uuid.describe('Of the decision or the appeal') }),
        response: { 200: LogReceipt },
      },
    },
    (request) => getReceipt(ctx, request.viewer, request.params.id),
  );
  app.get(
    '/admin/moderation/log',
    {
      config: { permission: 'moderation_log.read' },
      schema: {
        tags: ['Admin'],
        summary: 'List entries of the moderation log: acts without content and without names',
        querystring: EntriesQuery,
        response: { 200: LogEntries },
      },
    },
    (request) => listEntries(ctx, request.query),
  );
}
