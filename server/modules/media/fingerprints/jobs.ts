import type { Context } from '../../../platform/context.ts';
import { locate } from '../objects/service.ts';
import { storage } from '../storage/index.ts';
import { probeOf } from './matching.ts';
import type { Fingerprint } from './pdq.ts';
import {
  deleteBlockedFiles,
  findBlocking,
  findExpiredBlocks,
  findFilesWithoutFingerprint,
  findShownByName,
  insertFingerprints,
  lockListForReading,
  setBlockEraseAt,
  setBlockedBy,
  takeDueBlock,
} from './queries.ts';
import { readFingerprints } from './read.ts';
import { unblockPicture } from './service.ts';

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
