import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Context } from '../../platform/context.ts';
import { limit } from '../../platform/limit.ts';
import { Problem } from '../../platform/problem.ts';
import { type Inspected, inspectImage, type Made, processImage } from './images/process.ts';
import { LIMITS } from './limits.ts';
import type { Written } from './objects/queries.ts';
import { bind, type Content, drop, locate, oldKey, release, write } from './objects/service.ts';
import { type FileRow, failFile, fileRow, finishFile, setProgress } from './queries.ts';
import { incomingFolder } from './room.ts';
import type { Variant, VariantName, Variants } from './shapes.ts';
import { CONTAINER_OF } from './sniff.ts';
import { storage } from './storage/index.ts';
import { probe } from './video/probe.ts';
import { hasFfmpeg } from './video/programs.ts';
import { posterOf, transcode } from './video/transcode.ts';
import { waveform } from './video/waveform.ts';

/** What was sent, until it is processed. */
export const SOURCE = 'source';

const slot = limit(LIMITS.together);
let inHand = 0;

/** Whether another picture may be processed in its request, or should become a job. */
export const hasSlot = (): boolean => inHand < LIMITS.together + LIMITS.waiting;

async function inSlot<T>(work: () => Promise<T>): Promise<T> {
  inHand++;
  try {
    return await slot(work);
  } finally {
    inHand--;
  }
}

const described = ({ file, mimeType, data, width, height }: Made): Variant => ({
  file,
  mimeType,
  size: data.length,
  width,
  height,
});
const contentOf = ({ file, mimeType, data }: Made): Content => ({ file, mimeType, content: data });
const sum = (variants: Variants) =>
  Object.values(variants).reduce((bytes, variant: Variant) => bytes + variant.size, 0);

/** A file in processing; `variants` only of one that a job processes. */
type Waiting = Pick<FileRow, 'id' | 'name'> & { variants?: Variants };

/** Marks the row ready, with what is stored for it; if it was deleted meanwhile, that goes too. */
async function finish(
  ctx: Context,
  file: Waiting,
  written: Written[],
  done: Parameters<typeof finishFile>[2],
) {
  await ctx.transaction(async (tx) => {
    if (!(await finishFile(tx.db, file.id, done))) return drop(tx, written);
    // By a job: what is bound here and what is let go there are held in turn, never both.
    if (file.variants?.source) await tx.jobs.add('media.erase', { name: file.name, file: SOURCE });
    await bind(tx, file.name, written);
  });
}

/**
 * Makes a picture's sizes, stores them, and marks it ready.
 * @throws Problem 422 `file_unreadable`
 */
export async function makeImage(
  ctx: Context,
  file: Waiting,
  path: string,
  inspected: Inspected,
): Promise<void> {
  const made = await inSlot(() => processImage(path, inspected));
  const variants: Variants = {};
  for (const [key, variant] of Object.entries(made.variants))
    variants[key as VariantName] = described(variant);
  const written = await write(ctx, Object.values(made.variants).map(contentOf));
  const { full } = made.variants;
  await finish(ctx, file, written, {
    mimeType: full.mimeType,
    size: full.data.length,
    storedBytes: sum(variants),
    width: full.width,
    height: full.height,
    durationMs: null,
    animated: made.animated,
    blurhash: made.blurhash,
    waveform: null,
    variants,
  });
}

/** Stores a document as it is: it is only ever handed out as a download. */
export async function keepDocument(
  ctx: Context,
  file: Waiting,
  path: string,
  { mimeType, ending }: { mimeType: string; ending: string },
): Promise<void> {
  const { size } = await stat(path);
  const full: Variant = { file: `file.${ending}`, mimeType, size };
  const written = await write(ctx, [{ file: full.file, content: { path }, mimeType }]);
  await finish(ctx, file, written, {
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
  });
}

/** Video becomes H.264 and AAC in MP4 with a poster, sound AAC in M4A: what every browser plays. */
async function makeMoving(
  ctx: Context,
  file: FileRow,
  source: string,
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  if (!(await hasFfmpeg())) throw new Error('no ffmpeg where a recording is to be prepared');
  const container = CONTAINER_OF[file.mimeType];
  if (!container) throw new Error(`no container is known for ${file.mimeType}`);
  const kind = file.kind === 'video' ? 'video' : 'audio';
  const name = kind === 'video' ? 'full.mp4' : 'full.m4a';
  const mimeType = kind === 'video' ? 'video/mp4' : 'audio/mp4';
  const path = join(folder, name);
  let told = 0;
  const onProgress = async (percent: number) => {
    // Every twentieth is enough for a bar, and few enough for the database.
    if (percent < told + 5) return;
    told = percent;
    await setProgress(ctx.db, file.id, percent);
  };
  const sent = { path: source, container, kind, probed: await probe(source, container) } as const;
  const probed = await transcode(sent, path, onProgress, signal);
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
  if (kind === 'video') {
    const still = await posterOf(path, join(folder, 'poster.png'), probed.durationMs, signal);
    const poster = await inspectImage(still, 'image/png').then((inspected) =>
      inSlot(() => processImage(still, inspected)),
    );
    blurhash = poster.blurhash;
    const { full, square, thumb } = poster.variants;
    for (const [key, variant] of [
      ['preview', { ...full, file: 'poster.webp' }],
      ['square', square],
      ['thumb', thumb],
    ] as const) {
      contents.push(contentOf(variant));
      variants[key] = described(variant);
    }
  }
  await finish(ctx, file, await write(ctx, contents), {
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
  });
}

/**
 * Calls a file failed and removes what is stored for it.
 * @param failure  code of the reason
 */
export async function giveUp(
  ctx: Context,
  { id, name }: Pick<FileRow, 'id' | 'name'>,
  failure: string,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    if (await failFile(tx.db, id, failure)) await release(tx, name);
  });
  await storage(ctx).remove(oldKey(name, SOURCE));
}

/** One waiting job a file, however often it is asked for. */
export const processOnce = (id: string) => ({ key: `media.process:${id}`, maxAttempts: 4 });

/**
 * The job: processes what was too heavy for its request. What cannot be read ends as `failed`, with the reason; what `signal`
 * ends, since its worker stops, is begun anew by another.
 */
export async function processLater(
  ctx: Context,
  { mediaId }: { mediaId: string },
  signal?: AbortSignal,
): Promise<void> {
  const file = await fileRow(ctx.db, mediaId);
  const source = file?.variants.source;
  if (file?.status !== 'processing' || !source) return;
  const folder = await mkdtemp(join(await incomingFolder(ctx), 'job-'));
  const path = join(folder, 'source');
  try {
    const sent = await locate(ctx, file.name, source.file);
    if (!sent) throw new Error('what was sent is not there');
    await pipeline(await storage(ctx).read(sent.key), createWriteStream(path));
    if (file.kind === 'image') await makeImage(ctx, file, path, await inspectImage(path, file.mimeType));
    else await makeMoving(ctx, file, path, folder, signal);
    // Of an upload from before files were counted; of any other it went as the file became ready.
    await storage(ctx).remove(oldKey(file.name, source.file));
  } catch (error) {
    if (!(error instanceof Problem)) throw error; // not the file's fault: the job is tried again
    await giveUp(ctx, file, error.code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
