import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Uuid } from '../../../platform/uuid.ts';
import {
  CasePictures,
  ChangeBody,
  CopiesQuery,
  LiftBody,
  ListedPicturePage,
  ListedPictureQuery,
  PictureCopies,
} from './schemas.ts';
import { changePicture, countPictureCopies, listCasePictures, listPictures, takeOff } from './service.ts';

const Id = z.strictObject({ id: Uuid });
const tags = ['Admin'];
const permission = 'fingerprints.write';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/reports/:id/pictures',
    {
      config: { permission, problems: { 403: ['case_not_opened'], 404: ['report_not_found'] } },
      schema: {
        tags,
        summary: 'List the pictures of a case, also those that are hidden; logged if the case is restricted',
        params: Id,
        response: { 200: CasePictures },
      },
    },
    ({ viewer, params, origin }) => listCasePictures(ctx, viewer, params.id, origin),
  );
  app.get(
    '/admin/reports/:id/pictures/:pictureId/copies',
    {
      config: {
        permission,
        problems: { 403: ['case_not_opened'], 404: ['report_not_found', 'picture_not_found'] },
      },
      schema: {
        tags,
        summary: 'Count the copies of a picture that would be removed with it',
        description: 'Looks for about a second, and says where to go on.',
        params: Id.extend({ pictureId: Uuid }),
        querystring: CopiesQuery,
        response: { 200: PictureCopies },
      },
    },
    ({ viewer, params, query, origin }) => countPictureCopies(ctx, viewer, { ...params, ...query }, origin),
  );
  app.get(
    '/admin/pictures',
    {
      config: { permission, problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'List pictures that were removed by their fingerprint and are refused when they come again',
        querystring: ListedPictureQuery,
        response: { 200: ListedPicturePage },
      },
    },
    ({ viewer, query }) => listPictures(ctx, viewer, query),
  );
  app.patch(
    '/admin/pictures/:id',
    {
      config: { permission, problems: { 404: ['picture_not_found'], 422: ['until_in_past'] } },
      schema: {
        tags,
        summary: 'Change when a listed picture may come back by itself, and its note',
        params: Id,
        body: ChangeBody,
        response: { 204: z.null() },
      },
    },
    async ({ viewer, params, body, origin }, reply) => {
      await changePicture(ctx, viewer, params.id, body, origin);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/admin/pictures/:id/lift',
    {
      config: { permission, problems: { 404: ['picture_not_found'] } },
      schema: {
        tags,
        summary: 'Take a picture off the list: its copies come back',
        params: Id,
        body: LiftBody,
        response: { 204: z.null() },
      },
    },
    async ({ viewer, params, body, origin }, reply) => {
      await takeOff(ctx, viewer, params.id, body, origin);
      return reply.status(204).send(null);
    },
  );
}
