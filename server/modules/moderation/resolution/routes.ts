import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { Case, CasePage, CaseQuery, DecisionBody, OpenBody } from './schemas.ts';
import { decideCase, getCase, listCases, openCase } from './service.ts';

const tags = ['Admin'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/reports',
    {
      config: { permission: 'reports.read', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'List report cases, open or decided',
        querystring: CaseQuery,
        response: { 200: CasePage },
      },
    },
    (request) => listCases(ctx, request.viewer, request.query),
  );
  app.get(
    '/admin/reports/:id',
    {
      config: { permission: 'reports.read', problems: { 404: ['report_not_found'] } },
      schema: {
        tags,
        summary: 'Get a report case by any of its reports',
        params: z.strictObject({ id: Uuid }),
        response: { 200: Case },
      },
    },
    ({ viewer, params, origin }) => getCase(ctx, viewer, params.id, origin),
  );
  app.post(
    '/admin/reports/:id/open',
    {
      config: {
        permission: 'reports.read',
        problems: {
          400: ['forbidden_character'],
          404: ['report_not_found'],
          422: ['reason_required', 'comment_too_long', 'own_report', 'own_case'],
        },
      },
      schema: {
        tags,
        summary: 'Access restricted content of a case with a reason; logged, and the author is notified',
        params: z.strictObject({ id: Uuid }),
        body: OpenBody,
        response: { 200: Case },
      },
    },
    ({ viewer, params, body, origin }) => openCase(ctx, viewer, params.id, body, origin),
  );
  app.patch(
    '/admin/reports/:id',
    {
      config: {
        permission: 'reports.resolve',
        problems: {
          400: ['forbidden_character'],
          403: ['admin_required', 'insufficient_rank', 'case_not_opened', 'reauthentication_required'],
          404: ['report_not_found', 'post_not_found', 'picture_not_found'],
          409: ['already_resolved', 'case_claimed', 'not_active'],
          422: [
            'note_required',
            'comment_too_long',
            'too_many_combining_marks',
            'not_a_post',
            'picture_not_removable',
            'picture_of_campus',
            'own_case',
            'own_report',
            'account_deleted',
            'unknown_rule',
            'until_in_past',
            'until_without_suspension',
            'until_required',
            'until_too_late',
            'content_warning_too_long',
            'cannot_target_self',
          ],
        },
      },
      schema: {
        tags,
        summary: 'Decide a report case; resolves all its open reports',
        params: z.strictObject({ id: Uuid }),
        body: DecisionBody,
        response: { 200: Case },
      },
    },
    ({ viewer, params, body, origin }) => decideCase(ctx, viewer, params.id, body, origin),
  );
}
