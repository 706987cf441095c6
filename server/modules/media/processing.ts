import { createWriteStream } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pLimit from 'p-limit';
import type { Context } from '../../platform/context.ts';
import { Problem } from '../../platform/problem.ts';
import { incomingFolder } from './disk-space.ts';
import { admitPicture } from './fingerprints/matching.ts';
import type { Fingerprint } from './fingerprints/pdq.ts';
import { deleteFingerprints } from './fingerprints/queries.ts';
import { MORE_FRAMES, readFingerprints } from './fingerprints/read.ts';
import {
  type EncodedImage,
  type ImageInfo,
  inspectImage,
  type ProcessedImage,
  processImage,
} from './images/process.ts';
import { LIMITS } from './limits.ts';
import type { StoredFile } from './objects/queries.ts';
import {
  type Content,
  commitFiles,
  discardFiles,
  locate,
  releaseFiles,
  storeFiles,
} from './objects/service.ts';
import { pictureRemoved } from './problems.ts';
import {
  type FileRow,
  type Finished,
  failFile,
  findFile,
  finishFile,
  type NewFile,
  setProgress,
} from './queries.ts';
import { CONTAINER_OF } from './sniff.ts';
import { storage } from './storage/index.ts';
import type { Variant, VariantName, Variants } from './types.ts';
import { probe } from './video/probe.ts';
import { hasFfmpeg } from './video/run-program.ts';
import { frameOf, posterOf, transcode } from './video/transcode.ts';
import { waveform } from './video/waveform.ts';

/** The name of the uploaded original until it is processed. */
export const SOURCE = 'source';

const withSlot = pLimit(LIMITS.concurrentImages);
let inProgress = 0;

/** Whether another picture can be processed within its request; otherwise it becomes a job. */
export const hasSlot = (): boolean => inProgress < LIMITS.concurrentImages + LIMITS.queuedImages;

/** Works on a picture when the process may work on another one. */
export async function inImageSlot<T>(work: () => Promise<T>): Promise<T> {
  inProgress++;
  try {
    return await withSlot(work);
  } finally {
    inProgress--;
  }
}

const variantOf = ({ file, mimeType, data, width, height }: EncodedImage): Variant => ({
  file,
  mimeType,
  size: data.length,
  width,
  height,
});
const contentOf = ({ file, mimeType, data }: EncodedImage): Content => ({ file, mimeType, content: data });
const sum = (variants: Variants) =>
  Object.values(variants).reduce((bytes, variant: Variant) => bytes + variant.size, 0);

/** A file that is being processed; `variants` only if a job processes it. */
type ProcessingFile = Pick<FileRow, 'id' | 'name' | 'ownerId'> & { variants?: Variants };

/**
 * Marks the row as ready, with its stored files. If the row was deleted meanwhile, deletes these as well.
 * @throws Problem 422 `picture_removed`
 */
async function finish(
  ctx: Context,
  file: ProcessingFile,
  stored: StoredFile[],
  done: Finished,
  fingerprints: readonly Fingerprint[],
) {
  const match = await ctx.transaction(async (tx) => {
    const blocking = await admitPicture(tx, file, fingerprints, stored);
    if (blocking !== undefined) {
      await discardFiles(tx, stored);
      return blocking;
    }
    if (!(await finishFile(tx.db, file.id, done))) {
      await deleteFingerprints(tx.db, file.name);
      await discardFiles(tx, stored);
      return undefined;
    }
    // By a job: the locks of claiming and of releasing are never held together.
    if (file.variants?.source) await tx.jobs.add('media.erase', { name: file.name, file: SOURCE });
    await commitFiles(tx, file.name, stored);
    return undefined;
  });
  if (match !== undefined) throw pictureRemoved();
}

/** The sizes of a picture, stored but not yet claimed for a file. */
export interface StoredImage {
  stored: StoredFile[];
  finished: Finished;
  fingerprints: Fingerprint[];
}

/** As `processImage`, as many at once as the process may work on. */
export const processInSlot = (path: string, inspected: ImageInfo): Promise<ProcessedImage> =>
  inImageSlot(() => processImage(path, inspected));

/** Stores the sizes of a picture. */
export async function storeImage(ctx: Context, encoded: ProcessedImage): Promise<StoredImage> {
  const variants: Variants = {};
  for (const [key, variant] of Object.entries(encoded.variants))
    variants[key as VariantName] = variantOf(variant);
  const stored = await storeFiles(ctx, Object.values(encoded.variants).map(contentOf));
  const { full } = encoded.variants;
  const finished = {
    mimeType: full.mimeType,
    size: full.data.length,
    storedBytes: sum(variants),
    width: full.width,
    height: full.height,
    durationMs: null,
    animated: encoded.animated,
    blurhash: encoded.blurhash,
    waveform: null,
    variants,
  };
  return { stored, finished, fingerprints: await readFingerprints(full.data) };
}

/**
 * Makes and stores a picture's sizes, and marks it as ready.
 * @throws Problem 422 `file_unreadable`
 */
export async function makeImage(
  ctx: Context,
  file: ProcessingFile,
  path: string,
  inspected: ImageInfo,
): Promise<void> {
  const { stored, finished, fingerprints } = await storeImage(ctx, await processInSlot(path, inspected));
  await finish(ctx, file, stored, finished, fingerprints);
}

/**
 * As `makeImage`, but the picture keeps its bytes, and only its smaller sizes are made. For files that the pipeline made before.
 * @throws Problem 422 `file_unreadable`
 */
export async function keepImage(
  ctx: Context,
  file: ProcessingFile,
  path: string,
  inspected: ImageInfo,
): Promise<void> {
  const processed = await processInSlot(path, inspected);
  const full = { ...processed.variants.full, data: await readFile(path) };
  const variants = { ...processed.variants, full };
  const { stored, finished, fingerprints } = await storeImage(ctx, { ...processed, variants });
  await finish(ctx, file, stored, finished, fingerprints);
}

/** Stores a document unchanged: it is only ever served as a download. */
export async function storeDocument(
  ctx: Context,
  file: ProcessingFile,
  path: string,
  { mimeType, extension }: { mimeType: string; extension: string },
): Promise<void> {
  const { size } = await stat(path);
  const full: Variant = { file: `file.${extension}`, mimeType, size };
  const stored = await storeFiles(ctx, [{ file: full.file, content: { path }, mimeType }]);
  const done = {
    mimeType,
    size,
    storedBytes: size,
    width: null,
    height: null,
    durationMs: null,
    animated: false,
    blurhash: null,
    waveform: null,
    variants: { full },
  };
  await finish(ctx, file, stored, done, []);
}

/** Converts a recording at once, for callers that are jobs themselves. @param isKept  it keeps its bytes */
export async function processNow(
  ctx: Context,
  file: NewFile,
  path: string,
  isKept: boolean,
  signal?: AbortSignal,
): Promise<void> {
  const folder = await mkdtemp(join(await incomingFolder(ctx), 'job-'));
  try {
    await makeRecording(ctx, file, path, folder, signal, isKept);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Converts video to H.264 and AAC in MP4 with a poster, and sound to AAC in M4A, which every browser plays. @param isKept  it is such a file */
async function makeRecording(
  ctx: Context,
  file: ProcessingFile & Pick<NewFile, 'kind' | 'mimeType'>,
  source: string,
  folder: string,
  signal?: AbortSignal,
  isKept = false,
): Promise<void> {
  if (!(await hasFfmpeg())) throw new Error('no ffmpeg where a recording is to be prepared');
  const container = CONTAINER_OF[file.mimeType];
  if (!container) throw new Error(`no container is known for ${file.mimeType}`);
  const kind = file.kind === 'video' ? 'video' : 'audio';
  const name = kind === 'video' ? 'full.mp4' : 'full.m4a';
  const mimeType = kind === 'video' ? 'video/mp4' : 'audio/mp4';
  const path = join(folder, name);
  let reportedPercent = 0;
  const onProgress = async (percent: number) => {
    // Steps of 5 % are enough for a progress bar and few enough for the database.
    if (percent < reportedPercent + 5) return;
    reportedPercent = percent;
    await setProgress(ctx.db, file.id, percent);
  };
  const original = await probe(source, container);
  const sent = { path: source, container, kind, probed: original } as const;
  if (isKept) await copyFile(source, path);
  const probed = isKept ? original : await transcode(sent, path, onProgress, signal);
  const { size } = await stat(path);
  const variants: Variants = {
    full: {
      file: name,
      mimeType,
      size,
      ...(probed.width && probed.height ? { width: probed.width, height: probed.height } : {}),
    },
  };
  let blurhash: string | null = null;
  const wave = kind === 'audio' ? await waveform(path, ctx.log, signal) : null;
  const contents: Content[] = [{ file: name, content: { path }, mimeType }];
  const fingerprints: Fingerprint[] = [];
  if (kind === 'video') {
    const still = await posterOf(path, join(folder, 'poster.png'), probed.durationMs, signal);
    const poster = await inspectImage(still, 'image/png').then((inspected) =>
      processInSlot(still, inspected),
    );
    blurhash = poster.blurhash;
    fingerprints.push(
      ...(await readFingerprints(poster.variants.full.data)),
      ...(await framesOf(path, folder, probed.durationMs, signal)),
    );
    const { full, square, thumb } = poster.variants;
    for (const [key, variant] of [
      ['preview', { ...full, file: 'poster.webp' }],
      ['square', square],
      ['thumb', thumb],
    ] as const) {
      contents.push(contentOf(variant));
      variants[key] = variantOf(variant);
    }
  }
  const done = {
    mimeType,
    size,
    storedBytes: sum(variants),
    width: probed.width,
    height: probed.height,
    durationMs: probed.durationMs,
    animated: false,
    blurhash,
    waveform: wave,
    variants,
  };
  await finish(ctx, file, await storeFiles(ctx, contents), done, fingerprints);
}

/** Fingerprints of some frames after the first. A frame that cannot be read is left out. */
async function framesOf(
  video: string,
  folder: string,
  durationMs: number,
  signal?: AbortSignal,
): Promise<Fingerprint[]> {
  const found: Fingerprint[] = [];
  for (const share of MORE_FRAMES) {
    const still = await frameOf(
      video,
      join(folder, `frame-${share}.png`),
      (durationMs * share) / 1000,
      signal,
    );
    if (still !== undefined) found.push(...(await readFingerprints(await readFile(still))));
  }
  return found;
}

/**
 * Marks a file as failed and deletes what is stored for it.
 * @param failure  code of the reason
 */
export async function failProcessing(
  ctx: Context,
  { id, name }: Pick<FileRow, 'id' | 'name'>,
  failure: string,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    if (await failFile(tx.db, id, failure)) await releaseFiles(tx, name);
  });
}

/** At most one waiting job per file. */
export const processOnce = (id: string) => ({ key: `media.process:${id}`, maxAttempts: 4 });

/**
 * Job: processes what was too heavy for its request. A file that cannot be read ends as `failed`, with the reason. If `signal`
 * aborts because the worker stops, another worker starts over.
 */
export async function processLater(
  ctx: Context,
  { mediaId }: { mediaId: string },
  signal?: AbortSignal,
): Promise<void> {
  const file = await findFile(ctx.db, mediaId);
  const source = file?.variants.source;
  if (file?.status !== 'processing' || !source) return;
  const folder = await mkdtemp(join(await incomingFolder(ctx), 'job-'));
  const path = join(folder, 'source');
  try {
    const sent = await locate(ctx, file.name, source.file);
    if (!sent) throw new Error('what was sent is not there');
    await pipeline(await storage(ctx).read(sent.key), createWriteStream(path));
    if (file.kind === 'image') await makeImage(ctx, file, path, await inspectImage(path, file.mimeType));
    else await makeRecording(ctx, file, path, folder, signal);
  } catch (error) {
    if (!(error instanceof Problem)) throw error; // not the file's fault: retry the job
    await failProcessing(ctx, file, error.code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
