import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../../platform/context.ts';
import { API_PREFIX } from '../../../platform/http/app.ts';
import type { App } from '../../../platform/http/types.ts';
import { Problem } from '../../../platform/problem.ts';
import { cleanName } from '../file-names.ts';
import { LIMITS } from '../limits.ts';
import { uploadHeaders } from '../problems.ts';
import { MediaParams, UploadState } from '../schemas.ts';
import { acceptProblems } from '../upload-form.ts';
import { appendUpload, createUpload, endUpload, uploadState } from './service.ts';

const VERSION = '1.0.0';
const BYTES = 'application/offset+octet-stream';
const tags = ['Media'];
const uploadMissing = { 404: ['upload_not_found'] };

/** Parses a header that is a number of bytes. @throws Problem 400 `invalid_upload_headers` */
function readCount(request: FastifyRequest, header: 'upload-length' | 'upload-offset', min: number): number {
  const text = request.headers[header];
  const count = typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(count >= min)) throw uploadHeaders(`Send the header ${header} with a number of bytes.`);
  return count;
}

/** Parses `Upload-Metadata`: names with base64 values, comma-separated. */
export function readMetadata(header: unknown): Record<string, string> {
  if (typeof header !== 'string' || header.length > 16_384) return {};
  return Object.fromEntries(
    header.split(',').flatMap((pair) => {
      const [name, value = ''] = pair.trim().split(' ');
      return name ? [[name, Buffer.from(value, 'base64').toString('utf8')]] : [];
    }),
  );
}

function setUploadHeaders(reply: FastifyReply, upload: UploadState): UploadState {
  reply
    .header('upload-offset', String(upload.offset))
    .header('upload-length', String(upload.length))
    .header('upload-expires', new Date(upload.expiresAt).toUTCString())
    .header('cache-control', 'no-store');
  return upload;
}

/** The tus protocol, version 1.0.0, with its extensions creation, expiration and termination. */
export function resumableRoutes(scope: App, ctx: Context): void {
  scope.addContentTypeParser(BYTES, (_request, payload, done) => done(null, payload));
  scope.addHook('onRequest', async (request, reply) => {
    if (!request.routeOptions.url?.startsWith(`${API_PREFIX}/media/uploads`)) return;
    reply.header('tus-resumable', VERSION);
    const requestedVersion = request.headers['tus-resumable'];
    if (request.method === 'OPTIONS' || request.method === 'GET' || requestedVersion === VERSION) return;
    reply.header('tus-version', VERSION);
    throw new Problem(412, 'tus_version', `Use tus ${VERSION}: send the header Tus-Resumable: ${VERSION}.`);
  });

  scope.options(
    '/media/uploads',
    { config: { caller: 'anyone' }, schema: { hide: true } },
    async (_request, reply) =>
      reply
        .status(204)
        .header('tus-version', VERSION)
        .header('tus-extension', 'creation,expiration,termination')
        .header('tus-max-size', String(Math.max(...Object.values(LIMITS.bytes))))
        .send(),
  );

  scope.post(
    '/media/uploads',
    {
      config: {
        caller: 'member',
        problems: {
          400: ['invalid_upload_headers', 'forbidden_character'],
          412: ['tus_version'],
          413: ['file_too_large'],
          422: ['quota_exceeded', 'too_many_uploads', 'alt_too_long', 'too_many_combining_marks'],
          507: ['storage_full'],
        },
      },
      schema: { tags, summary: 'Open a resumable upload (tus 1.0.0)', response: { 201: UploadState } },
    },
    async (request, reply) => {
      const length = readCount(request, 'upload-length', 1);
      const metadata = readMetadata(request.headers['upload-metadata']);
      const upload = await createUpload(ctx, request.viewer.id, {
        length,
        fileName: cleanName(metadata.filename ?? metadata.name),
        alt: metadata.alt ?? null,
      });
      reply.header('location', `${API_PREFIX}/media/uploads/${upload.id}`);
      return reply.status(201).send(setUploadHeaders(reply, upload));
    },
  );

  // The same route also answers HEAD, which tus uses.
  scope.get(
    '/media/uploads/:id',
    {
      config: { caller: 'member', problems: uploadMissing },
      schema: {
        tags,
        summary: 'Get the state of an upload',
        params: MediaParams,
        response: { 200: UploadState },
      },
    },
    async (request, reply) =>
      setUploadHeaders(reply, await uploadState(ctx, request.viewer.id, request.params.id)),
  );

  scope.patch(
    '/media/uploads/:id',
    {
      bodyLimit: Math.max(...Object.values(LIMITS.bytes)),
      config: {
        caller: 'member',
        problems: {
          ...uploadMissing,
          400: ['invalid_upload_headers', 'upload_interrupted'],
          409: ['upload_offset_conflict'],
          412: ['tus_version'],
          413: ['file_too_large', 'upload_too_long'],
          415: ['unsupported_media_type'],
          ...acceptProblems,
        },
      },
      schema: { tags, summary: 'Continue an upload from its offset', params: MediaParams },
    },
    async (request, reply) => {
      if (request.headers['content-type'] !== BYTES) {
        throw new Problem(415, 'unsupported_media_type', `Send the bytes as ${BYTES}.`);
      }
      const offset = readCount(request, 'upload-offset', 0);
      const body = request.body as Readable; // the stream that the parser above passes on
      const { id } = request.params;
      setUploadHeaders(reply, await appendUpload(ctx, request.viewer.id, id, offset, body));
      return reply.status(204).send();
    },
  );

  scope.delete(
    '/media/uploads/:id',
    {
      config: { caller: 'member', problems: { ...uploadMissing, 412: ['tus_version'] } },
      schema: { tags, summary: 'Cancel an upload', params: MediaParams },
    },
    async (request, reply) => {
      await endUpload(ctx, request.viewer.id, request.params.id);
      return reply.status(204).send();
    },
  );
}
