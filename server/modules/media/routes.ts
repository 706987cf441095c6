import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import multipart from '@fastify/multipart';
import type { Context } from '../../platform/context.ts';
import type { App } from '../../platform/http/types.ts';
import { newId } from '../../platform/id.ts';
import { Problem } from '../../platform/problem.ts';
import { checkFreeSpace, incomingFolder } from './disk-space.ts';
import { BYTES_PER_MIB, LIMITS } from './limits.ts';
import { logoRoutes } from './logos/routes.ts';
import { storageStatistics } from './objects/statistics.ts';
import { useResumable } from './problems.ts';
import { resumableRoutes } from './resumable/routes.ts';
import {
  MediaChange,
  MediaParams,
  OwnMedia,
  OwnMediaPage,
  OwnMediaQuery,
  Quota,
  StorageStatistics,
  UploadForm,
} from './schemas.ts';
import {
  acceptUpload,
  changeMedia,
  checkQuota,
  deleteMedia,
  getOwnMedia,
  listOwnMedia,
  quota,
} from './service.ts';
import { acceptProblems, readForm } from './upload-form.ts';

const tags = ['Media'];
const notFound = { 404: ['media_not_found'] };

export function routes(app: App, ctx: Context): void {
  app.register(multipart, {
    limits: {
      files: 1,
      fields: 4,
      fieldSize: 8_192,
      fieldNameSize: 100,
      parts: 5,
      fileSize: LIMITS.simpleBytes,
    },
    throwFileSizeLimit: false,
  });

  app.register(async (scope) => {
    (scope as App).post(
      '/media',
      {
        bodyLimit: LIMITS.simpleBytes + 65_536,
        // The form is read as a stream below; its schema is only for the API document.
        validatorCompiler: () => () => true,
        config: {
          caller: 'member',
          problems: {
            ...acceptProblems,
            400: ['file_missing', 'malformed_form', 'forbidden_character', 'invalid_idempotency_key'],
            410: ['already_deleted'],
            413: ['file_too_large', 'use_resumable_upload'],
            422: [...acceptProblems[422], 'idempotency_key_reused'],
          },
        },
        schema: {
          tags,
          summary: 'Upload a file',
          consumes: ['multipart/form-data'],
          body: UploadForm,
          response: { 201: OwnMedia },
        },
      },
      async (request, reply) => {
        if (!request.isMultipart()) {
          throw new Problem(415, 'unsupported_media_type', 'Send the file as multipart/form-data.');
        }
        const declared = Number(request.headers['content-length'] ?? 0);
        // Next to the file, a form contains a description and its own lines.
        if (declared > LIMITS.simpleBytes + BYTES_PER_MIB) throw useResumable();
        await checkFreeSpace(ctx, declared);
        await checkQuota(ctx, request.viewer.id, 0);
        const path = join(await incomingFolder(ctx), newId());
        let made: OwnMedia;
        try {
          const incoming = await readForm(request, path);
          made = await acceptUpload(ctx, request.viewer.id, incoming, request.idempotencyKey);
        } finally {
          await rm(path, { force: true });
        }
        return reply.status(201).send(made);
      },
    );
    resumableRoutes(scope as App, ctx);
    logoRoutes(scope as App, ctx);
  });

  app.get(
    '/media',
    {
      config: { caller: 'member', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags,
        summary: 'List my files, newest first',
        querystring: OwnMediaQuery,
        response: { 200: OwnMediaPage },
      },
    },
    (request) => listOwnMedia(ctx, request.viewer, request.query),
  );

  app.get(
    '/media/quota',
    {
      config: { caller: 'member' },
      schema: { tags, summary: 'Get my storage quota and upload limits', response: { 200: Quota } },
    },
    (request) => quota(ctx, request.viewer),
  );

  app.get(
    '/admin/media',
    {
      config: { permission: 'overview.read' },
      schema: {
        tags: ['Admin'],
        summary: 'Get storage statistics',
        response: { 200: StorageStatistics },
      },
    },
    () => storageStatistics(ctx),
  );

  app.get(
    '/media/:id',
    {
      config: { caller: 'member', problems: notFound },
      schema: { tags, summary: 'Get one of my files', params: MediaParams, response: { 200: OwnMedia } },
    },
    (request) => getOwnMedia(ctx, request.viewer.id, request.params.id),
  );

  app.patch(
    '/media/:id',
    {
      config: {
        caller: 'member',
        problems: {
          ...notFound,
          400: ['forbidden_character'],
          409: ['media_sent'],
          422: ['alt_too_long', 'too_many_combining_marks'],
        },
      },
      schema: {
        tags,
        summary: 'Set the description or focus of one of my files',
        description: 'Files of sent messages and of earlier versions of posts keep their descriptions.',
        params: MediaParams,
        body: MediaChange,
        response: { 200: OwnMedia },
      },
    },
    (request) => changeMedia(ctx, request.viewer, request.params.id, request.body),
  );

  app.delete(
    '/media/:id',
    {
      config: { caller: 'member', problems: { ...notFound, 409: ['media_in_use'] } },
      schema: { tags, summary: 'Delete one of my unused files', params: MediaParams },
    },
    async (request, reply) => {
      await deleteMedia(ctx, request.viewer, request.params.id);
      return reply.status(204).send();
    },
  );
}
