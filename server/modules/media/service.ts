import { randomBytes } from 'node:crypto';
import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { newId } from '../../platform/id.ts';
import { clearStoredResponse, deleteStoredRequest, runIdempotent } from '../../platform/idempotency.ts';
import { readCursor, toPage } from '../../platform/page.ts';
import { readTrimmed } from '../../platform/text.ts';
import { auth } from '../auth/index.ts';
import { type ImageInfo, inspectImage } from './images/process.ts';
import { BYTES_PER_MIB, LIMITS } from './limits.ts';
import { measure } from './measure.ts';
import { commitFiles, releaseFiles, sha256OfFile, storeFiles } from './objects/service.ts';
import { presentOwn } from './present.ts';
import {
  altTooLong,
  emptyFile,
  fileTooLarge,
  mediaInUse,
  mediaNotFound,
  mediaSent,
  quotaExceeded,
  tooManyFiles,
  typeNotSupported,
} from './problems.ts';
import { hasSlot, makeImage, processOnce, SOURCE, storeDocument } from './processing.ts';
import {
  deleteFile,
  findOwnFile,
  findOwnFiles,
  insertFile,
  lockOwner,
  type NewFile,
  type RowChange,
  setSource,
  updateFile,
  usage,
} from './queries.ts';
import type { MediaChange, OwnMedia, OwnMediaPage, OwnMediaQuery, Quota } from './schemas.ts';
import { sniff } from './sniff.ts';
import { hasFfmpeg } from './video/run-program.ts';

export interface Incoming {
  /** Path of a file that the caller created, and deletes afterwards. */
  path: string;
  size: number;
  fileName: string | null;
  alt: string | null;
}

const quotaBytes = (ctx: Context) => ctx.config.mediaQuotaMb * BYTES_PER_MIB;

/**
 * Accepts an uploaded file: detects its type by content, measures it, and processes it within the request if it is light, else in
 * a job.
 *
 * @param key  the request's Idempotency-Key: a retry with the same file is answered with its current state
 * @throws Problem 410 `already_deleted`; 413 `file_too_large`; 422 `file_empty`, `file_type_not_supported`, `file_unreadable`,
 * `image_too_large`, `animation_too_long`, `recording_too_long`, `video_too_large`, `heic_not_supported`,
 * `animated_avif_not_supported`, `video_not_supported`, `quota_exceeded`; 429 `too_many_files`; 403 `feature_off`
 */
export async function acceptUpload(
  ctx: Context,
  ownerId: string,
  incoming: Incoming,
  key?: string,
): Promise<OwnMedia> {
  await limitUploads(ctx, ownerId);
  if (incoming.size === 0) throw emptyFile();
  const sniffed = await sniff(incoming.path);
  if (!sniffed) throw typeNotSupported();
  if (incoming.size > LIMITS.bytes[sniffed.kind]) throw fileTooLarge(LIMITS.bytes[sniffed.kind]);
  const image = sniffed.kind === 'image' ? await inspectImage(incoming.path, sniffed.mimeType) : undefined;
  const measured =
    sniffed.kind === 'video' || sniffed.kind === 'audio' ? await measure(incoming, sniffed) : {};

  const file: NewFile = {
    id: newId(),
    ownerId,
    kind: sniffed.kind,
    name: randomBytes(16).toString('hex'),
    mimeType: sniffed.mimeType,
    size: incoming.size,
    alt: incoming.alt,
    fileName: sniffed.kind === 'file' ? incoming.fileName : null,
    width: image?.width ?? null,
    height: image?.height ?? null,
    durationMs: null,
    now: ctx.clock(),
    ...measured,
  };
  if (file.kind === 'video') await auth.requireFeature(ctx, 'videos');
  const request = key === undefined ? null : ['POST /media', await sha256OfFile(incoming.path), incoming.alt];
  const { id } = await runIdempotent(ctx, ownerId, key, request, async (tx) => {
    await lockOwner(tx.db, ownerId);
    const { usedBytes } = await usage(tx.db, ownerId, tx.clock());
    if (usedBytes + incoming.size > quotaBytes(tx)) throw quotaExceeded(quotaBytes(tx));
    await insertFile(tx.db, file);
    return { id: file.id };
  });
  if (id !== file.id) return getOwnMedia(ctx, ownerId, id);
  try {
    if (file.kind === 'file') await storeDocument(ctx, file, incoming.path, sniffed);
    else if (image && isLight(image) && hasSlot()) await makeImage(ctx, file, incoming.path, image);
    else await enqueueProcessing(ctx, file, incoming.path);
  } catch (error) {
    await ctx.transaction(async (tx) => {
      await deleteFile(tx.db, file.id);
      await deleteStoredRequest(tx, ownerId, file.id);
      await releaseFiles(tx, file.name);
    });
    throw error;
  }
  return getOwnMedia(ctx, ownerId, file.id);
}

async function limitUploads(ctx: Context, ownerId: string): Promise<void> {
  if (!ctx.config.rateLimits) return;
  const { files, windowSeconds } = LIMITS.uploadRate;
  const { count, resetsInMs } = await ctx.cache.increment(`media.files:${ownerId}`, windowSeconds);
  if (count > files) throw tooManyFiles(Math.ceil(resetsInMs / 1000));
}

/** A pixel of HEIC takes as long as four of other formats. */
const isLight = ({ width, height, frames, needs }: ImageInfo): boolean =>
  width * height * (needs === 'heic' ? 4 : 1) <= LIMITS.inRequest.pixels &&
  (frames === 1 || width * height * frames <= LIMITS.inRequest.framePixels);

/** Stores the original for the job that processes it, which may run on another machine. */
async function enqueueProcessing(ctx: Context, file: NewFile, path: string): Promise<void> {
  const source = { file: SOURCE, mimeType: file.mimeType, size: file.size };
  const written = await storeFiles(ctx, [{ file: source.file, content: { path }, mimeType: file.mimeType }]);
  await ctx.transaction(async (tx) => {
    await setSource(tx.db, file.id, { source });
    await tx.jobs.add('media.process', { mediaId: file.id }, processOnce(file.id));
    await commitFiles(tx, file.name, written);
  });
}

/** @throws Problem 404 `media_not_found` */
export async function getOwnMedia(ctx: Context, ownerId: string, id: string): Promise<OwnMedia> {
  const file = await findOwnFile(ctx.db, ownerId, id);
  if (!file) throw mediaNotFound();
  return presentOwn(ctx, file);
}

/** One page of the member's files, newest first. One index scan. @throws Problem 400 `invalid_cursor` */
export async function listOwnMedia(
  ctx: Context,
  viewer: Viewer,
  query: OwnMediaQuery,
): Promise<OwnMediaPage> {
  const filter = { before: readCursor(query.cursor), kind: query.kind, unused: query.unused === 'true' };
  const rows = await findOwnFiles(ctx.db, viewer.id, filter, query.limit + 1);
  const { items, nextCursor } = toPage(rows, query.limit, (row) => row.id);
  return { items: items.map((file) => presentOwn(ctx, file)), nextCursor };
}

/**
 * Normalises a description for storage; null if empty.
 * @throws Problem 422 `alt_too_long`, `too_many_combining_marks`; 400 `forbidden_character`
 */
export function readAlt(typed: string | null | undefined): string | null {
  const text = readTrimmed(typed ?? '', {
    path: 'alt',
    graphemes: LIMITS.altCharacters,
    codePoints: 4_000,
    tooLong: altTooLong,
  });
  return text === '' ? null : text;
}

/**
 * Changes the description or the focus of a file.
 * @throws Problem 404 `media_not_found`; 409 `media_sent`, and as `readAlt`
 */
export async function changeMedia(
  ctx: Context,
  viewer: Viewer,
  id: string,
  change: MediaChange,
): Promise<OwnMedia> {
  const row: RowChange = {};
  if (change.alt !== undefined) row.alt = readAlt(change.alt);
  if (change.focus !== undefined) {
    row.focus_x = change.focus?.x ?? null;
    row.focus_y = change.focus?.y ?? null;
  }
  const isChanged = Object.keys(row).length === 0 || (await updateFile(ctx.db, viewer.id, id, row));
  const file = await getOwnMedia(ctx, viewer.id, id);
  if (!isChanged) throw mediaSent();
  return file;
}

/**
 * Deletes an unattached file, with all that is stored for it.
 * @throws Problem 404 `media_not_found`; 409 `media_in_use`
 */
export async function deleteMedia(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    const file = await findOwnFile(tx.db, viewer.id, id, true);
    if (!file) throw mediaNotFound();
    if (file.subjectId !== null) throw mediaInUse();
    await deleteFile(tx.db, id);
    await clearStoredResponse(tx, viewer.id, id);
    await tx.jobs.add('media.erase', { name: file.name });
  });
}

/** What the viewer has used, and the limits of uploads. */
export async function quota(ctx: Context, viewer: Viewer): Promise<Quota> {
  const { usedBytes, files } = await usage(ctx.db, viewer.id, ctx.clock());
  return {
    usedBytes,
    files,
    limitBytes: quotaBytes(ctx),
    maxBytes: { ...LIMITS.bytes },
    simpleBytes: LIMITS.simpleBytes,
    video: await hasFfmpeg(),
  };
}

/**
 * Refuses early what the quota does not allow.
 * @throws Problem 422 `quota_exceeded`
 */
export async function checkQuota(ctx: Context, ownerId: string, bytes: number): Promise<void> {
  const { usedBytes, pendingBytes } = await usage(ctx.db, ownerId, ctx.clock());
  if (usedBytes + pendingBytes + bytes > quotaBytes(ctx)) throw quotaExceeded(quotaBytes(ctx));
}
