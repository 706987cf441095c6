import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { CaseContext, CaseNote, NoteBody } from './schemas.ts';
import { addNote, caseContext } from './service.ts';

const Id = z.strictObject({ id: Uuid });
const tags = ['Admin'];
const problems = { 404: ['report_not_found'], 422: ['own_case'] };

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/reports/:id/context',
    {
      config: { permission: 'reports.read', problems },
      schema: {
        tags,
        summary: 'Get the notes on a report case, and the history of its member',
        params: Id,
        response: { 200: CaseContext },
      },
    },
    ({ viewer, params }) => caseContext(ctx, viewer, params.id),
  );
  app.post(
    '/admin/reports/:id/notes',
    {
      config: { permission: 'reports.read', problems },
      schema: {
        tags,
        summary: 'Add a note to a report case, for staff alone; it is never changed',
        params: Id,
        body: NoteBody,
        response: { 201: CaseNote },
      },
    },
    async ({ viewer, params, body, origin }, reply) =>
      reply.status(201).send(await addNote(ctx, viewer, params.id, body.text, origin)),
  );
}
