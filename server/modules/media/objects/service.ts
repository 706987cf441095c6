import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Context } from '../../../platform/context.ts';
import { LIMITS } from '../limits.ts';
import { storage } from '../storage/index.ts';
import { close } from './closing.ts';
import type { Place } from './memory.ts';
import {
  claim,
  hasPieces,
  holdLoose,
  holdUngathered,
  insertPieces,
  isBorrowed,
  loosen,
  orphans,
  pieceOf,
  releasePieces,
  setGathered,
  ungathered,
  type Written,
} from './queries.ts';

export interface Content {
  file: string;
  content: Buffer | { path: string; mayMove?: boolean };
  mimeType: string;
}

/** SHA-256 of a file here, hexadecimal; it never lies in memory whole. */
export const digestOf = (path: string): Promise<string> => digest(createReadStream(path));

async function digest(bytes: Readable): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(bytes, hash);
  return hash.digest('hex');
}

/**
 * Stores files under keys of their own, whatever is there already: who sends them cannot tell by the time it takes whether
 * somebody else has the same. They are nobody's until `bind`, and are removed some hours later if that never comes.
 */
export async function write(ctx: Context, contents: readonly Content[]): Promise<Written[]> {
  const written = await Promise.all(
    contents.map(async ({ file, content }): Promise<Written> => {
      const key = randomBytes(16).toString('hex');
      if (Buffer.isBuffer(content)) {
        const hash = createHash('sha256').update(content).digest('hex');
        return { file, key, hash, bytes: content.length };
      }
      return { file, key, hash: await digestOf(content.path), bytes: (await stat(content.path)).size };
    }),
  );
  const keys = written.map(({ key }) => key);
  // Said before the first byte is written: whatever breaks then, the sweep finds what is to be removed.
  await loosen(ctx.db, keys, new Date(ctx.clock().getTime() + LIMITS.looseMs));
  try {
    for (const [index, { content, mimeType }] of contents.entries()) {
      const key = keys[index]!; // one for each
      await storage(ctx).put(key, content, mimeType);
    }
  } catch (error) {
    await drop(ctx, written);
    throw error;
  }
  return written;
}

/**
 * Makes what was written the stored files of a medium: last in the transaction that says so of the medium, since what it holds
 * others may be waiting for. Where the same bytes lie
 * already, those are counted once more and the second copy goes; both ways it is the same work.
 * @param name  of the medium, in its addresses
 * @throws where the sweep has taken the bytes meanwhile: then all is to be done anew
 */
export async function bind(tx: Context, name: string, written: readonly Written[]): Promise<void> {
  const claimed = await claim(
    tx.db,
    written.map(({ key }) => key),
  );
  if (claimed < written.length) throw new Error('what was stored has been removed before it was used');
  await discard(tx, await insertPieces(tx.db, name, written));
}

/** Removes what was written and is not wanted any more. */
export const drop = (ctx: Context, written: readonly Written[]): Promise<void> =>
  discard(
    ctx,
    written.map(({ key }) => key),
  );

async function discard(ctx: Context, keys: readonly string[]): Promise<void> {
  await loosen(ctx.db, keys, ctx.clock());
  await ctx.jobs.add('media.clear', {}, { key: 'media.clear', gathers: true });
}

/**
 * Lets go of the stored files of a medium, or of one of them; bytes that are nobody's then are removed after the commit.
 * @returns how many there were
 */
export async function release(tx: Context, name: string, file?: string): Promise<number> {
  const { pieces, keys } = await releasePieces(tx.db, name, file);
  if (keys.length > 0) await discard(tx, keys);
  close(tx, [name]);
  return pieces;
}

/**
 * Where a stored file lies, and its size in bytes; null where there is none. One query.
 * @param publicOnly  whether a file counts only while it is public
 */
export async function locate(
  ctx: Context,
  name: string,
  file: string,
  publicOnly = false,
): Promise<Place | null> {
  const piece = await pieceOf(ctx.db, name, file, publicOnly);
  if (!piece) return null;
  if (piece.key !== null && piece.bytes !== null) return { key: piece.key, size: piece.bytes };
  const key = oldKey(name, file);
  const size = await storage(ctx).size(key);
  return size === null ? null : { key, size };
}

/** Where a file lies that was stored before they were counted. */
export const oldKey = (name: string, file: string): string => `${name}/${file}`;

/** Removes all that is stored for a name which no file has any more. Again removes nothing. */
export async function removeStored(ctx: Context, name: string): Promise<void> {
  const isOld = await ctx.transaction(
    async (tx) => (await release(tx, name)) === 0 && !(await isBorrowed(tx.db, name)),
  );
  if (isOld) await storage(ctx).removeAll(name);
}

const CLEAR_BATCH = 50;

/** Removes from the storage what is nobody's. A key that is removed is never used again, so nobody can be waiting for it. */
export async function clearLoose(ctx: Context): Promise<void> {
  for (let removed = CLEAR_BATCH; removed === CLEAR_BATCH; ) {
    removed = await ctx.transaction(async (tx) => {
      const keys = await holdLoose(tx.db, tx.clock(), CLEAR_BATCH);
      for (const key of keys) await storage(tx).remove(key);
      await claim(tx.db, keys);
      return keys.length;
    });
  }
}

const GATHER_BATCH = 50;

/**
 * Counts in what was stored before files were counted: reads it once, moves nothing. Bytes that lie there already are let go,
 * a while later, for those who are just reading them.
 * @param forMs  after which no further file is begun
 */
export async function gather(ctx: Context, forMs: number): Promise<void> {
  const until = Date.now() + forMs;
  let after: string | null = null;
  for (;;) {
    const files = await ungathered(ctx.db, after, GATHER_BATCH);
    for (const { id, name, variants } of files) {
      if (Date.now() > until) return;
      const found: Written[] = [];
      for (const { file } of Object.values(variants)) {
        const key = oldKey(name, file);
        const bytes = await storage(ctx).size(key);
        if (bytes === null) continue;
        found.push({ file, key, hash: await digest(await storage(ctx).read(key)), bytes });
      }
      await ctx.transaction(async (tx) => {
        if (!(await holdUngathered(tx.db, name))) return;
        if (found.length > 0 && !(await hasPieces(tx.db, name))) {
          const second = await insertPieces(tx.db, name, found);
          await loosen(tx.db, second, new Date(tx.clock().getTime() + LIMITS.graceMs));
        }
        await setGathered(tx.db, name);
      });
      after = id;
    }
    if (files.length < GATHER_BATCH) return;
  }
}

/** What a removal that was given up after many tries has left. */
export async function sweepOrphans(ctx: Context): Promise<void> {
  for (const name of await orphans(ctx.db, 1_000)) await ctx.jobs.add('media.erase', { name });
}
