import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { Board } from '../reading/schemas.ts';
import { BoardChange, ManagedBoardList, NewBoard } from './schemas.ts';
import { changeBoard, createBoard, deleteBoard, listManagedBoards } from './service.ts';

const tags = ['Admin'];
const Id = z.strictObject({ id: Uuid });

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/boards',
    {
      config: { permission: 'boards.write' },
      schema: { tags, summary: 'List all boards', response: { 200: ManagedBoardList } },
    },
    () => listManagedBoards(ctx),
  );
  app.post(
    '/admin/boards',
    {
      config: {
        permission: 'boards.write',
        problems: { 409: ['too_many_boards'], 422: ['unknown_university'] },
      },
      schema: { tags, summary: 'Open a board', body: NewBoard, response: { 201: Board } },
    },
    async ({ viewer, origin, body }, reply) =>
      reply.status(201).send(await createBoard(ctx, { viewer, origin }, body)),
  );
  app.patch(
    '/admin/boards/:id',
    {
      config: { permission: 'boards.write', problems: { 404: ['board_not_found'] } },
      schema: {
        tags,
        summary: 'Change a board, archive it, or open it again',
        params: Id,
        body: BoardChange,
        response: { 200: Board },
      },
    },
    ({ viewer, origin, params, body }) => changeBoard(ctx, { viewer, origin }, params.id, body),
  );
  app.delete(
    '/admin/boards/:id',
    {
      config: {
        permission: 'boards.write',
        problems: { 404: ['board_not_found'], 409: ['board_not_empty'] },
      },
      schema: {
        tags,
        summary: 'Delete a board on which nobody has written',
        params: Id,
        response: { 204: z.null() },
      },
    },
    async ({ viewer, origin, params }, reply) => {
      await deleteBoard(ctx, { viewer, origin }, params.id);
      return reply.status(204).send(null);
    },
  );
}
