import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Context } from '../../platform/context.ts';
import { BYTES_PER_MIB, LIMITS } from './limits.ts';
import { locate, releaseFiles } from './objects/service.ts';
import { fileTooLarge, quotaExceeded, typeNotSupported } from './problems.ts';
import { deleteFile, findOwnFile, insertFile, lockOwner, type NewFile, usage } from './queries.ts';
import { CONTAINER_OF, sniff } from './sniff.ts';
import { storage } from './storage/index.ts';

/** The largest file of an account that a member may bring. It is uploaded like any document. */
export const COPY_MAX_BYTES = LIMITS.bytes.file;

/** Loaded when they are called: a process that only answers requests needs none of it. */
const processing = () =>
  Promise.all([
    import('./images/process.ts'),
    import('./processing.ts'),
    import('./own-webp.ts'),
    import('./measure.ts'),
    import('./video/own-recording.ts'),
  ]);

/** Writes an unattached document of a member to a path of this machine. @returns false if it is gone, or no ZIP */
export async function copyOwnArchive(
  ctx: Context,
  ownerId: string,
  id: string,
  path: string,
): Promise<boolean> {
  const file = await findOwnFile(ctx.db, ownerId, id);
  const full = file?.variants.full;
  if (file?.status !== 'ready' || full === undefined || full.mimeType !== 'application/zip') return false;
  const location = await locate(ctx, file.name, full.file);
  if (location === null) return false;
  await pipeline(
    await storage(ctx).read(location.key),
    createWriteStream(path, { flags: 'wx', mode: 0o600 }),
  );
  return true;
}

/** Whether a member has an unattached ZIP with this id. */
export async function isOwnArchive(ctx: Context, ownerId: string, id: string): Promise<boolean> {
  const file = await findOwnFile(ctx.db, ownerId, id);
  return file?.status === 'ready' && file.subjectId === null && file.mimeType === 'application/zip';
}

/** Deletes an unattached file of a member. Does nothing if there is none. */
export async function discardOwnFile(tx: Context, ownerId: string, id: string): Promise<void> {
  const file = await findOwnFile(tx.db, ownerId, id, true);
  if (file === undefined || file.subjectId !== null) return;
  await deleteFile(tx.db, id);
  await tx.jobs.add('media.erase', { name: file.name });
}

export interface ImportedFile {
  /** Always the same for the same file of an import: a second attempt finds what the first one made. */
  id: string;
  path: string;
  fileName: string | null;
  alt: string | null;
}

/**
 * Makes a file from an archive a file of a member, ready to be attached, within the limits and the quota of uploads. A document, and a
 * picture or recording that a campus made, keep their bytes. Everything else is processed like an upload, here and now.
 * @returns whether it kept its bytes
 * @throws Problem 413 and 422 as `acceptUpload`
 */
export async function importFile(
  ctx: Context,
  ownerId: string,
  { id, path, fileName, alt }: ImportedFile,
  signal?: AbortSignal,
): Promise<'kept' | 'processed'> {
  const [
    { inspectImage },
    { keepImage, makeImage, processNow, storeDocument },
    { isOwnWebp },
    { measure },
    { isOwnRecording },
  ] = await processing();
  const sniffed = await sniff(path);
  if (!sniffed) throw typeNotSupported();
  const { size } = await stat(path);
  if (size > LIMITS.bytes[sniffed.kind]) throw fileTooLarge(LIMITS.bytes[sniffed.kind]);
  const image = sniffed.kind === 'image' ? await inspectImage(path, sniffed.mimeType) : undefined;
  const recording =
    sniffed.kind === 'video' || sniffed.kind === 'audio' ? await measure({ path, size }, sniffed) : undefined;
  const isKept =
    sniffed.kind === 'file' ||
    (image !== undefined && sniffed.mimeType === 'image/webp' && (await isOwnWebp(path, image))) ||
    (recording !== undefined &&
      CONTAINER_OF[sniffed.mimeType] === 'mov' &&
      (await isOwnRecording(path, recording.kind, signal)));
  const outcome = isKept ? 'kept' : 'processed';
  const existing = await findOwnFile(ctx.db, ownerId, id);
  if (existing?.status === 'ready') return outcome;
  const file: NewFile = {
    id,
    ownerId,
    kind: sniffed.kind,
    name: randomBytes(16).toString('hex'),
    mimeType: sniffed.mimeType,
    size,
    alt,
    fileName: sniffed.kind === 'file' ? fileName : null,
    width: image?.width ?? null,
    height: image?.height ?? null,
    durationMs: null,
    now: ctx.clock(),
    ...recording,
  };
  const drop = (name: string) =>
    ctx.transaction(async (tx) => {
      await deleteFile(tx.db, id);
      await releaseFiles(tx, name);
    });
  // An attempt before this one was killed while it made the file.
  if (existing) await drop(existing.name);
  await ctx.transaction(async (tx) => {
    await lockOwner(tx.db, ownerId);
    const limit = tx.config.mediaQuotaMb * BYTES_PER_MIB;
    const { usedBytes } = await usage(tx.db, ownerId, tx.clock());
    if (usedBytes + size > limit) throw quotaExceeded(limit);
    await insertFile(tx.db, file);
  });
  try {
    if (sniffed.kind === 'file') await storeDocument(ctx, file, path, sniffed);
    else if (image !== undefined) await (isKept ? keepImage : makeImage)(ctx, file, path, image);
    else await processNow(ctx, file, path, isKept, signal);
  } catch (error) {
    await drop(file.name);
    throw error;
  }
  return outcome;
}
