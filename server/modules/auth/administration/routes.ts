import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { pageOf } from '../../../platform/page.ts';
import { readAuditLog } from './audit-log.ts';
import { members } from './members.routes.ts';
import { AuditQuery, AuditRecord } from './schemas.ts';
import { universities } from './universities.routes.ts';

export function routes(app: App, ctx: Context): void {
  members(app, ctx);
  universities(app, ctx);
  app.get(
    '/admin/audit-log',
    {
      config: { permission: 'audit.read', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags: ['Admin'],
        summary: 'List the audit log, newest first',
        querystring: AuditQuery,
        response: { 200: pageOf(AuditRecord) },
      },
    },
    (request) => readAuditLog(ctx, request.query),
  );
}
