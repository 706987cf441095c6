import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import type { App } from '../../platform/http/types.ts';
import { PageQuery } from '../../platform/page.ts';
import { Uuid } from '../../platform/uuid.ts';
import { AnnouncementPage, ReceiptBody } from './schemas.ts';
import { listAnnouncements, noteReceipt } from './service.ts';

const tags = ['Announcements'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/announcements',
    {
      config: { caller: 'member', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'List announcements for me, current and past ones; `GET /auth/me` has those to show',
        querystring: PageQuery,
        response: { 200: AnnouncementPage },
      },
    },
    ({ viewer, query }) => listAnnouncements(ctx, viewer, query),
  );
  app.put(
    '/announcements/:id/receipt',
    {
      config: {
        caller: 'member',
        problems: { 404: ['announcement_not_found'], 422: ['announcement_not_dismissable'] },
      },
      schema: {
        tags,
        summary: 'Say that an announcement was shown, dismissed, or its link opened',
        params: z.strictObject({ id: Uuid }),
        body: ReceiptBody,
        response: { 204: z.null() },
      },
    },
    async ({ viewer, params, body }, reply) => {
      await noteReceipt(ctx, viewer, params.id, body);
      return reply.status(204).send(null);
    },
  );
}
