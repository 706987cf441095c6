import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../platform/problem.ts';
import { decodeFormFileName } from './file-names.ts';
import { noFile, useResumable } from './problems.ts';
import { type Incoming, readAlt } from './service.ts';

/** The problems with which an upload may be refused. */
export const acceptProblems = {
  403: ['feature_off'],
  422: [
    'file_empty',
    'file_type_not_supported',
    'file_unreadable',
    'picture_removed',
    'image_too_large',
    'animation_too_long',
    'recording_too_long',
    'video_too_large',
    'heic_not_supported',
    'animated_avif_not_supported',
    'video_not_supported',
    'alt_too_long',
    'too_many_combining_marks',
    'quota_exceeded',
  ],
  429: ['too_many_files'],
  507: ['storage_full'],
};

/** Reads the form into a temporary file, which the caller deletes. @throws Problem 400, 413, 422 */
export async function readForm(request: FastifyRequest, path: string): Promise<Incoming> {
  let found: Pick<Incoming, 'size' | 'fileName'> | undefined;
  let alt: string | null = null;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        if (part.fieldname === 'alt') alt = readAlt(String(part.value));
        continue;
      }
      if (part.fieldname !== 'file') throw noFile();
      const target = createWriteStream(path, { flags: 'wx', mode: 0o600 });
      await pipeline(part.file, target);
      if (part.file.truncated) throw useResumable();
      found = { size: target.bytesWritten, fileName: decodeFormFileName(part.filename) };
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    // Errors of the parser carry a status; an incomplete or invalid form does not.
    throw new Problem(
      400,
      'malformed_form',
      'The form couldn’t be read. Send complete multipart/form-data.',
      {
        cause: error,
      },
    );
  }
  if (!found) throw noFile();
  return { path, alt, ...found };
}
