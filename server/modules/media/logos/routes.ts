import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LOGO_SIDES } from '@chitlaq/text/campus';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { newId } from '../../../platform/id.ts';
import { Problem } from '../../../platform/problem.ts';
import { auth } from '../../auth/index.ts';
import { checkFreeSpace, incomingFolder } from '../disk-space.ts';
import { fileMissing, fileTooLarge } from '../problems.ts';
import { readForm } from '../upload-form.ts';
import { makeLogo } from './make.ts';

const MAX_BYTES = 4 * 1024 * 1024;
/** The sizes of a few logos; each has some kilobytes. */
const MAX_CACHED = 20;

const Form = z.object({ file: z.string().describe('The picture: PNG, JPEG or WebP') });
const Logo = z
  .object({ id: z.string().describe('Send it as `logoId` of the settings') })
  .meta({ id: 'Logo' });
const LogoParams = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{32}$/),
  file: z.enum(LOGO_SIDES.map((side) => `${side}.png` as const)),
});

/** Logos of the campus: processed here, kept and named by its settings in `auth`. Within the scope that reads forms. */
export function logoRoutes(app: App, ctx: Context): void {
  const cache = new LRUCache<string, Buffer>({ max: MAX_CACHED });

  app.post(
    '/admin/campus/logos',
    {
      bodyLimit: MAX_BYTES + 65_536,
      validatorCompiler: () => () => true,
      config: {
        permission: 'campus.write',
        problems: {
          400: ['file_missing', 'malformed_form'],
          413: ['file_too_large'],
          422: ['file_type_not_supported', 'file_unreadable', 'image_too_large', 'image_too_small'],
          507: ['storage_full'],
        },
      },
      schema: {
        tags: ['Admin'],
        summary: 'Upload a logo of the campus; its settings name it afterwards',
        consumes: ['multipart/form-data'],
        body: Form,
        response: { 201: Logo },
      },
    },
    async (request, reply) => {
      if (!request.isMultipart())
        throw new Problem(415, 'unsupported_media_type', 'Send the file as multipart/form-data.');
      await checkFreeSpace(ctx, MAX_BYTES);
      const path = join(await incomingFolder(ctx), newId());
      try {
        const { size } = await readForm(request, path);
        if (size > MAX_BYTES) throw fileTooLarge(MAX_BYTES);
        const { viewer, origin } = request;
        const id = await auth.keepLogo(ctx, { viewer, origin }, await makeLogo(path));
        return reply.status(201).send({ id });
      } finally {
        await rm(path, { force: true });
      }
    },
  );

  app.get(
    '/campus/logos/:id/:file',
    {
      config: { caller: 'anyone', problems: { 404: ['not_found'] } },
      schema: {
        tags: ['Campus'],
        summary: 'Get a logo of the campus as a square PNG',
        params: LogoParams,
        response: { 200: z.string().describe('The bytes of the PNG') },
      },
    },
    async (request, reply) => {
      const { id, file } = request.params;
      const key = `${id}/${file}`;
      const png = cache.get(key) ?? (await auth.readLogo(ctx, id, Number.parseInt(file, 10)));
      if (png === undefined) throw fileMissing();
      cache.set(key, png);
      // The id is a digest of the pixels.
      return reply
        .type('image/png')
        .header('cache-control', 'public, max-age=31536000, immutable')
        .send(png as never);
    },
  );
}
