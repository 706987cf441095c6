import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { Batch, BatchPage, BatchPreview, BatchQuery, NewBatch, UndoBody } from './schemas.ts';
import { getBatch, listBatches, startBatch, startUndo, withdrawBatch } from './service.ts';

const tags = ['Admin'];
const Id = z.strictObject({ id: Uuid });

export function routes(app: App, ctx: Context): void {
  app.post(
    '/admin/moderation/batches',
    {
      config: {
        permission: 'reports.resolve',
        problems: {
          400: ['forbidden_character'],
          403: ['admin_required', 'insufficient_rank', 'other_university', 'reauthentication_required'],
          404: ['user_not_found'],
          409: ['approval_pending'],
          422: [
            'nothing_chosen',
            'nothing_to_decide',
            'note_required',
            'comment_too_long',
            'too_many_combining_marks',
            'unknown_rule',
            'until_in_past',
            'content_warning_too_long',
            'until_required',
            'until_too_late',
            'until_without_suspension',
            'cannot_target_self',
          ],
          429: ['too_many_bulk_acts'],
        },
      },
      schema: {
        tags,
        summary: 'Decide many cases alike, or remove what a member wrote lately; a job does it',
        body: NewBatch,
        response: { 200: BatchPreview, 202: Batch },
      },
    },
    async ({ viewer, body, origin }, reply) => {
      const answer = await startBatch(ctx, viewer, body, origin);
      return 'id' in answer ? reply.status(202).send(answer) : reply.status(200).send(answer);
    },
  );
  app.get(
    '/admin/moderation/batches',
    {
      config: { permission: 'reports.resolve', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'List own bulk acts, newest first; everybody’s for admins',
        querystring: BatchQuery,
        response: { 200: BatchPage },
      },
    },
    ({ viewer, query }) => listBatches(ctx, viewer, query),
  );
  app.get(
    '/admin/moderation/batches/:id',
    {
      config: { permission: 'reports.resolve', problems: { 404: ['bulk_act_not_found'] } },
      schema: {
        tags,
        summary: 'Get a bulk act with what was done and left out',
        params: Id,
        response: { 200: Batch },
      },
    },
    ({ viewer, params }) => getBatch(ctx, viewer, params.id),
  );
  app.post(
    '/admin/moderation/batches/:id/withdraw',
    {
      config: {
        permission: 'reports.resolve',
        problems: { 404: ['bulk_act_not_found'], 409: ['bulk_act_not_waiting'] },
      },
      schema: {
        tags,
        summary: 'Take my bulk act back that waits for a second person',
        params: Id,
        response: { 200: Batch },
      },
    },
    ({ viewer, params, origin }) => withdrawBatch(ctx, viewer, params.id, origin),
  );
  app.post(
    '/admin/moderation/batches/:id/undo',
    {
      config: {
        permission: 'reports.resolve',
        problems: {
          403: ['admin_required'],
          404: ['bulk_act_not_found'],
          409: ['bulk_act_undone', 'bulk_undo_too_late'],
        },
      },
      schema: {
        tags,
        summary: 'Take a bulk act back within 24 hours, as far as it still holds',
        params: Id,
        body: UndoBody,
        response: { 202: Batch },
      },
    },
    async ({ viewer, params, body, origin }, reply) =>
      reply.status(202).send(await startUndo(ctx, viewer, params.id, body, origin)),
  );
}
