import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import type { Context } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { Problem } from '../../../platform/problem.ts';
import { checkFreeSpace, incomingFolder } from '../disk-space.ts';
import { LIMITS } from '../limits.ts';
import {
  fileTooLarge,
  tooManyUploads,
  uploadInterrupted,
  uploadNotFound,
  uploadOffset,
  uploadTooLong,
} from '../problems.ts';
import { lockOwner, usage } from '../queries.ts';
import type { UploadState } from '../schemas.ts';
import { acceptUpload, checkQuota, getOwnMedia, readAlt } from '../service.ts';
import {
  deleteUpload,
  dropExpired,
  findOwnUpload,
  insertUpload,
  setUploadMedia,
  type UploadRow,
} from './queries.ts';

/** The maximum of any kind: the kind is known only when all bytes are there. */
const MAX_BYTES = Math.max(...Object.values(LIMITS.bytes));

/** The writer of each upload in this process. One that reconnects after a broken connection takes over. */
const writers = new Map<string, { stop: AbortController; ended: Promise<void> }>();

const pathOf = async (ctx: Context, id: string) => join(await incomingFolder(ctx), `upload-${id}`);

async function offsetOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

async function stopWriter(id: string): Promise<void> {
  for (let writer = writers.get(id); writer; writer = writers.get(id)) {
    writer.stop.abort();
    await writer.ended;
  }
}

/**
 * Starts a resumable upload.
 * @throws Problem 413 `file_too_large`; 422 `quota_exceeded`, `too_many_uploads`, `alt_too_long`; 507 `storage_full`
 */
export async function createUpload(
  ctx: Context,
  ownerId: string,
  { length, fileName, alt }: { length: number; fileName: string | null; alt: string | null },
): Promise<UploadState> {
  if (length > MAX_BYTES) throw fileTooLarge(MAX_BYTES);
  await checkFreeSpace(ctx, length);
  const now = ctx.clock();
  const upload = {
    id: newId(),
    length,
    fileName,
    alt: readAlt(alt),
    expiresAt: new Date(now.getTime() + LIMITS.uploadMs),
  };
  await ctx.transaction(async (tx) => {
    await lockOwner(tx.db, ownerId);
    await checkQuota(tx, ownerId, length);
    if ((await usage(tx.db, ownerId, now)).uploads >= LIMITS.openUploads) throw tooManyUploads();
    await insertUpload(tx.db, ownerId, upload, now);
  });
  return presentUpload(ctx, ownerId, { ...upload, mediaId: null }, 0);
}

async function presentUpload(
  ctx: Context,
  ownerId: string,
  upload: UploadRow,
  offset: number,
): Promise<UploadState> {
  return {
    id: upload.id,
    offset,
    length: upload.length,
    expiresAt: upload.expiresAt.toISOString(),
    media: upload.mediaId === null ? null : await getOwnMedia(ctx, ownerId, upload.mediaId),
  };
}

/**
 * The state of an upload. First stops a writer that is still waiting on a broken connection. @throws Problem 404
 * `upload_not_found`
 */
export async function uploadState(ctx: Context, ownerId: string, id: string): Promise<UploadState> {
  const upload = await findOwnUpload(ctx.db, ownerId, id, ctx.clock());
  if (!upload) throw uploadNotFound();
  await stopWriter(id);
  const offset = upload.mediaId === null ? await offsetOf(await pathOf(ctx, id)) : upload.length;
  return presentUpload(ctx, ownerId, upload, offset);
}

/**
 * Writes from `offset` on. What arrives before the connection breaks is kept. With the last byte the upload becomes a medium.
 * @throws Problem 404 `upload_not_found`; 409 `upload_offset_conflict`; what `acceptUpload` refuses, and then the upload is
 * deleted
 */
export async function appendUpload(
  ctx: Context,
  ownerId: string,
  id: string,
  offset: number,
  body: Readable,
): Promise<UploadState> {
  const upload = await findOwnUpload(ctx.db, ownerId, id, ctx.clock());
  if (!upload) throw uploadNotFound();
  if (upload.mediaId !== null) {
    // All bytes are there already: the response to the last part was lost.
    if (offset !== upload.length) throw uploadOffset(upload.length);
    return presentUpload(ctx, ownerId, upload, upload.length);
  }
  const path = await pathOf(ctx, id);
  // Check offset and connection before stopping the current writer. A delayed request of a dead connection must not interrupt the
  // one that is uploading.
  const before = await offsetOf(path);
  if (offset !== before) throw uploadOffset(before);
  if (body.destroyed) throw uploadInterrupted(new Error('the connection closed before this request’s turn'));
  await stopWriter(id);
  let ended = () => {};
  const stop = new AbortController();
  writers.set(id, { stop, ended: new Promise((resolve) => (ended = resolve)) });
  try {
    const at = await offsetOf(path);
    if (offset !== at) throw uploadOffset(at);
    await append(path, body, at, upload.length, stop.signal);
    const now = await offsetOf(path);
    if (now < upload.length) return await presentUpload(ctx, ownerId, upload, now);
    return await finish(ctx, ownerId, upload, path);
  } finally {
    writers.delete(id);
    ended();
  }
}

async function append(path: string, body: Readable, at: number, length: number, signal: AbortSignal) {
  const handle = await open(path, 'a', 0o600);
  let remaining = length - at;
  try {
    for await (const chunk of addAbortSignal(signal, body) as AsyncIterable<Buffer>) {
      if (chunk.length > remaining) throw uploadTooLong();
      remaining -= chunk.length;
      await handle.writeFile(chunk);
    }
    if (remaining === 0) await handle.sync();
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw uploadInterrupted(error);
  } finally {
    await handle.close();
  }
}

async function finish(ctx: Context, ownerId: string, upload: UploadRow, path: string): Promise<UploadState> {
  const { id, length: size, fileName, alt } = upload;
  try {
    const media = await acceptUpload(ctx, ownerId, { path, size, fileName, alt });
    await setUploadMedia(ctx.db, id, media.id);
    return await presentUpload(ctx, ownerId, { ...upload, mediaId: media.id }, size);
  } catch (error) {
    // A refused file would be refused again. After an error of ours the bytes stay, and the last part may be sent again.
    if (!(error instanceof Problem)) throw error;
    await deleteUpload(ctx.db, ownerId, id);
    throw error;
  } finally {
    const remainingUpload = await findOwnUpload(ctx.db, ownerId, id, ctx.clock());
    if (remainingUpload?.mediaId !== null) await rm(path, { force: true });
  }
}

/** Ends an upload that is no longer wanted; a medium that it became stays. @throws Problem 404 `upload_not_found` */
export async function endUpload(ctx: Context, ownerId: string, id: string): Promise<void> {
  if (!(await deleteUpload(ctx.db, ownerId, id))) throw uploadNotFound();
  await stopWriter(id);
  await rm(await pathOf(ctx, id), { force: true });
}

/** Deletes uploads that were not finished in time, and finished ones that expired. */
export async function dropUploads(ctx: Context): Promise<void> {
  for (const id of await dropExpired(ctx.db, ctx.clock())) await rm(await pathOf(ctx, id), { force: true });
}
