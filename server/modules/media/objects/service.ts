import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Context } from '../../../platform/context.ts';
import { deleteFingerprints } from '../fingerprints/queries.ts';
import { LIMITS } from '../limits.ts';
import { storage } from '../storage/index.ts';
import type { StorageLocation } from './location-cache.ts';
import {
  claim,
  findOrphans,
  findStoredFile,
  insertStoredFiles,
  lockUnclaimed,
  markUnclaimed,
  releaseStoredFiles,
  type StoredFile,
  type WhichFiles,
} from './queries.ts';
import { revokePublicUrlsOf } from './revocation.ts';

export interface Content {
  file: string;
  content: Buffer | { path: string; mayMove?: boolean };
  mimeType: string;
}

/** SHA-256 of a local file, hexadecimal. Streams it. */
export const sha256OfFile = (path: string): Promise<string> => sha256Of(createReadStream(path));

async function sha256Of(bytes: Readable): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(bytes, hash);
  return hash.digest('hex');
}

/**
 * Stores files under new storage keys, even if the same bytes exist: the time it takes must not reveal whether somebody else has
 * the same file. They are unclaimed until `commitFiles`, and deleted some hours later if that is never called.
 */
export async function storeFiles(ctx: Context, contents: readonly Content[]): Promise<StoredFile[]> {
  const stored = await Promise.all(
    contents.map(async ({ file, content }): Promise<StoredFile> => {
      const key = randomBytes(16).toString('hex');
      if (Buffer.isBuffer(content)) {
        const hash = createHash('sha256').update(content).digest('hex');
        return { file, key, hash, bytes: content.length };
      }
      return { file, key, hash: await sha256OfFile(content.path), bytes: (await stat(content.path)).size };
    }),
  );
  const keys = stored.map(({ key }) => key);
  // Written before the first byte: whatever fails then, the sweep finds what to delete.
  await markUnclaimed(ctx.db, keys, new Date(ctx.clock().getTime() + LIMITS.unclaimedTtlMs));
  try {
    for (const [index, { content, mimeType }] of contents.entries()) {
      const key = keys[index]!; // one for each
      await storage(ctx).put(key, content, mimeType);
    }
  } catch (error) {
    await discardFiles(ctx, stored);
    throw error;
  }
  return stored;
}

/**
 * Claims stored files for a medium. Call it last in the transaction: it locks objects that other uploads of the same bytes wait
 * for. If the bytes exist already, it adds a reference and deletes the second copy; both cases take the same work.
 * @param name  of the medium, as in its URLs
 * @throws if the sweep has deleted the bytes meanwhile; then start over
 */
export async function commitFiles(tx: Context, name: string, stored: readonly StoredFile[]): Promise<void> {
  const claimed = await claim(
    tx.db,
    stored.map(({ key }) => key),
  );
  if (claimed < stored.length) throw new Error('what was stored has been removed before it was used');
  await discardKeys(tx, await insertStoredFiles(tx.db, name, stored));
}

/** Deletes stored files that are no longer needed. */
export const discardFiles = (ctx: Context, stored: readonly StoredFile[]): Promise<void> =>
  discardKeys(
    ctx,
    stored.map(({ key }) => key),
  );

async function discardKeys(ctx: Context, keys: readonly string[]): Promise<void> {
  await markUnclaimed(ctx.db, keys, ctx.clock());
  await ctx.jobs.add('media.deleteUnclaimed', {}, { key: 'media.deleteUnclaimed', coalesces: true });
}

/**
 * Releases the stored files of a medium, or one of them; bytes without a reference are deleted after the commit.
 * @returns how many there were
 */
export async function releaseFiles(tx: Context, name: string, file?: string): Promise<number> {
  const { count, keys } = await releaseStoredFiles(tx.db, name, file);
  if (keys.length > 0) await discardKeys(tx, keys);
  revokePublicUrlsOf(tx, [name]);
  return count;
}

/** The storage key of a stored file, and its size in bytes; null if there is none. One query. */
export async function locate(
  ctx: Context,
  name: string,
  file: string,
  which: WhichFiles = 'served',
): Promise<StorageLocation | null> {
  return (await findStoredFile(ctx.db, name, file, which)) ?? null;
}

/** Deletes all that is stored for a name that no file has any more. Idempotent. */
export async function eraseStored(ctx: Context, name: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    await deleteFingerprints(tx.db, name);
    await releaseFiles(tx, name);
  });
}

const DELETE_BATCH = 50;

/** Deletes unclaimed bytes from the storage. A deleted key is never used again, so nobody can be waiting for it. */
export async function deleteUnclaimed(ctx: Context): Promise<void> {
  for (let removed = DELETE_BATCH; removed === DELETE_BATCH; ) {
    removed = await ctx.transaction(async (tx) => {
      const keys = await lockUnclaimed(tx.db, tx.clock(), DELETE_BATCH);
      for (const key of keys) await storage(tx).remove(key);
      await claim(tx.db, keys);
      return keys.length;
    });
  }
}

/** Deletes what a removal left that failed for good. */
export async function eraseOrphans(ctx: Context): Promise<void> {
  for (const name of await findOrphans(ctx.db, 1_000)) await ctx.jobs.add('media.erase', { name });
}
