import type { Context } from '../../../platform/context.ts';
import { locate } from '../objects/service.ts';
import { storage } from '../storage/index.ts';
import { MATCH } from './limits.ts';
import { probeOf } from './matching.ts';
import type { Fingerprint } from './pdq.ts';
import {
  deleteBlockedFiles,
  findBlocking,
  findExpiredBlocks,
  findFilesWithoutFingerprint,
  findNearNames,
  findSearch,
  findSearching,
  findShownByName,
  insertFingerprints,
  lockList,
  lockListForReading,
  PARTS,
  setBlockEraseAt,
  setBlockedBy,
  setSearched,
  takeDueBlock,
} from './queries.ts';
import { readFingerprints } from './read.ts';
import { hide, unblockPicture } from './service.ts';

/** Files read by one run of the job; the next run goes on after them. */
const BATCH = 100;
const UNREADABLE: Fingerprint = { hash: '0'.repeat(64), quality: 0 };

/**
 * Job: reads the fingerprints of files from before there were any, or that were imported without one. Begins again where a killed run
 * stopped, because it looks for what has none. One that cannot be read gets one that is near nothing.
 */
export async function fingerprintOld(ctx: Context, { after }: { after?: string } = {}): Promise<void> {
  const files = await findFilesWithoutFingerprint(ctx.db, after ?? null, BATCH);
  for (const { name, variants } of files) {
    const variant = variants.full?.mimeType === 'image/webp' ? variants.full : variants.preview;
    const location = variant && (await locate(ctx, name, variant.file, 'held'));
    const frames = location ? await read(ctx, location.key) : [UNREADABLE];
    await ctx.transaction(async (tx) => {
      await lockListForReading(tx.db);
      await insertFingerprints(tx.db, name, frames, tx.clock());
      // It may be a copy of a picture that was listed before it was read.
      for (const file of await findShownByName(tx.db, name)) {
        const probe = probeOf(frames, file.sha256 ?? '');
        const blocking = await findBlocking(tx.db, file.ownerId, probe, tx.clock());
        if (blocking !== undefined) await setBlockedBy(tx.db, file.id, blocking);
      }
    });
  }
  const last = files.at(-1);
  if (files.length === BATCH && last !== undefined)
    await ctx.jobs.add('media.fingerprintOld', { after: last.id });
}

async function read(ctx: Context, key: string): Promise<Fingerprint[]> {
  const parts: Buffer[] = [];
  for await (const part of await storage(ctx).read(key)) parts.push(part as Buffer);
  try {
    return await readFingerprints(Buffer.concat(parts));
  } catch (error) {
    ctx.log.warn({ err: error }, 'a stored picture cannot be read for its fingerprint');
    return [UNREADABLE];
  }
}

/** Parts that are looked through at once: of a million pictures some tenths of a second. */
const STEP = 4;

/**
 * Job: looks for the copies of a listed picture, part by part, and hides what it finds. A run that dies is started over and goes on with the
 * part that was not finished. What is added meanwhile was compared when it became ready; what is forwarded waits for the lock, or is seen
 * under it.
 */
export async function searchCopies(
  ctx: Context,
  { id }: { id: string },
  signal?: AbortSignal,
): Promise<void> {
  for (;;) {
    signal?.throwIfAborted();
    const search = await findSearch(ctx.db, id);
    if (search === undefined) return;
    const { next: from, universityId, hashes, sha256 } = search;
    const frames = hashes.map((hash) => ({ hash, quality: MATCH.quality }));
    const until = from + STEP;
    const names = await findNearNames(ctx.db, probeOf(frames, sha256), MATCH.quality, { from, until });
    const isOurs = await ctx.transaction(async (tx) => {
      if (names.length > 0) await lockList(tx.db);
      const next = until < PARTS ? until : null;
      if (!(await setSearched(tx.db, id, { from, next, found: names.length }))) return false;
      const ownerIds = names.length > 0 ? await hide(tx, id, names, universityId) : [];
      if (ownerIds.length > 0) await tx.emit('media.picture_hidden', { pictureId: id, ownerIds });
      return true;
    });
    // Another run goes on, or the entry ended.
    if (!isOurs) return;
  }
}

/** Starts searches again that no job goes on with any more. */
export async function resumeSearches(ctx: Context): Promise<void> {
  for (const id of await findSearching(ctx.db))
    await ctx.jobs.add('media.searchCopies', { id }, { key: `media.searchCopies:${id}` });
}

/** Ends entries that have passed their time, and shows what they hid. */
export async function endExpired(ctx: Context): Promise<void> {
  for (const id of await findExpiredBlocks(ctx.db, ctx.clock()))
    await ctx.transaction((tx) => unblockPicture(tx, id));
}

/** Deletes what listed pictures hide once it cannot come back any more. */
export async function eraseBlocked(ctx: Context): Promise<void> {
  for (;;) {
    const isDone = await ctx.transaction(async (tx) => {
      const id = await takeDueBlock(tx.db, tx.clock());
      if (id === undefined) return true;
      const names = await deleteBlockedFiles(tx.db, id, 200);
      for (const name of names) await tx.jobs.add('media.erase', { name });
      if (names.length < 200) await setBlockEraseAt(tx.db, id, null);
      return false;
    });
    if (isDone) return;
  }
}
