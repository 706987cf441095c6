import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { PageQuery } from '../../../platform/page.ts';
import { NewReport, Report, ReportPage } from './schemas.ts';
import { listOwnReports, report } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.post(
    '/reports',
    {
      config: {
        caller: 'member',
        problems: {
          400: ['forbidden_character', 'invalid_idempotency_key'],
          404: ['subject_not_found'],
          422: [
            'cannot_report_self',
            'comment_required',
            'comment_too_long',
            'too_many_combining_marks',
            'idempotency_key_reused',
          ],
          429: ['too_many_reports'],
        },
      },
      schema: {
        tags: ['Reports'],
        summary: 'Report a post, a message or a member; 200 if my report of it is still open',
        description:
          'A post or a member is reported by id, even if its author blocks the reporter or has deleted it; an id that does not exist gets the same response. Of a reported message, staff see only the snapshot of the report: the message as its reporter saw it, and up to five before it.',
        body: NewReport,
        response: { 200: Report, 201: Report },
      },
    },
    async (req, reply) => {
      const answer = await report(ctx, req.viewer, req.body, req.idempotencyKey);
      return reply.status(answer.isNew ? 201 : 200).send(answer.report);
    },
  );

  app.get(
    '/reports',
    {
      config: { caller: 'member', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags: ['Reports'],
        summary: 'List my reports, newest first',
        querystring: PageQuery,
        response: { 200: ReportPage },
      },
    },
    (req) => listOwnReports(ctx, req.viewer, req.query),
  );
}
