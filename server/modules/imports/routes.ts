import type { Context } from '../../platform/context.ts';
import type { App } from '../../platform/http/types.ts';
import { Import, ImportConfirmation, ImportList, ImportParams, NewImport } from './schemas.ts';
import { confirmImport, forgetFollows, listImports, startImport, undoImport } from './service.ts';

const tags = ['Account'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/users/me/imports',
    {
      config: { caller: 'member' },
      schema: {
        tags,
        summary: 'List my imports, and the campuses whose copies are accepted here',
        response: { 200: ImportList },
      },
    },
    ({ viewer }) => listImports(ctx, viewer),
  );

  app.post(
    '/users/me/imports',
    {
      config: {
        caller: 'member',
        problems: {
          403: ['imports_closed', 'reauthentication_required'],
          409: ['account_not_empty', 'import_in_progress'],
          422: ['copy_not_uploaded'],
          429: ['too_many_imports'],
        },
      },
      schema: {
        tags,
        summary: 'Have a copy of an account of another campus checked',
        description:
          'The ZIP of `POST /users/me/exports` there, uploaded like any file (`POST /media` or `/media/uploads`). A job checks its signature and its files; nothing comes in before it is confirmed. Only for accounts without posts, in a session that was authenticated in the last 15 minutes.',
        body: NewImport,
        response: { 202: Import },
      },
    },
    async ({ viewer, body, origin }, reply) =>
      reply.status(202).send(await startImport(ctx, viewer, body, origin)),
  );

  app.post(
    '/users/me/imports/:id/confirm',
    {
      config: {
        caller: 'member',
        problems: {
          403: ['reauthentication_required'],
          404: ['import_not_found'],
          409: ['import_not_ready', 'account_not_empty', 'copy_already_imported'],
        },
      },
      schema: {
        tags,
        summary: 'Take in a copy that was checked, or go on with an import that failed',
        params: ImportParams,
        body: ImportConfirmation,
        response: { 202: Import },
      },
    },
    async ({ viewer, params, body, origin }, reply) =>
      reply.status(202).send(await confirmImport(ctx, viewer, params.id, body, origin)),
  );

  app.delete(
    '/users/me/imports/:id',
    {
      config: { caller: 'member', problems: { 404: ['import_not_found'], 409: ['undo_too_late'] } },
      schema: {
        tags,
        summary: 'Take an import back within 7 days, or drop a copy that was not taken in',
        description:
          'Deletes the posts that it brought, with their files, and the follows that wait. Bio, picture and follows that exist by now stay.',
        params: ImportParams,
      },
    },
    async ({ viewer, params, origin }, reply) => {
      await undoImport(ctx, viewer, params.id, origin);
      return reply.status(204).send();
    },
  );

  app.delete(
    '/users/me/pending-follows',
    {
      config: { caller: 'member' },
      schema: {
        tags,
        summary: 'Forget whom I followed on another campus and who has not come here yet',
      },
    },
    async ({ viewer }, reply) => {
      await forgetFollows(ctx, viewer);
      return reply.status(204).send();
    },
  );
}
