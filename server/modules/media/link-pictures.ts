import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../../platform/context.ts';
import { Problem } from '../../platform/problem.ts';
import { checkFreeSpace, incomingFolder } from './disk-space.ts';
import { admitLinkPicture } from './fingerprints/matching.ts';
import type { Fingerprint } from './fingerprints/pdq.ts';
import { lockListForReading } from './fingerprints/queries.ts';
import { copyLinkPicture, deleteLinkPictures, insertLinkPicture } from './link-pictures.queries.ts';
import type { StoredFile } from './objects/queries.ts';
import { revokePublicUrlsOf } from './objects/revocation.ts';
import { commitFiles, storeFiles } from './objects/service.ts';
import { permanentUrl } from './urls.ts';

/** A stored picture that no holder has yet. */
export interface StoredLinkPicture {
  name: string;
  stored: StoredFile[];
  /** Permanent. It works while a holder has the picture. */
  url: string;
  width: number;
  height: number;
  fingerprints: Fingerprint[];
}

/** Loaded when it is called: a process that only answers requests needs none of it. */
const processing = () =>
  Promise.all([
    import('./sniff.ts'),
    import('./images/link-picture.ts'),
    import('./processing.ts'),
    import('./fingerprints/read.ts'),
  ]);

/**
 * Makes a small picture from bytes that came from outside, and stores it. Its type is detected, and it is decoded within the limits
 * of uploads. The bytes are deleted some hours later if `commitLinkPicture` is not called.
 *
 * @returns undefined if it is no picture that can be shown, or the disk is nearly full
 */
export async function storeLinkPicture(ctx: Context, bytes: Buffer): Promise<StoredLinkPicture | undefined> {
  const [{ sniff }, { makeLinkPicture }, { inImageSlot }, { readFingerprints }] = await processing();
  const folder = await mkdtemp(join(await incomingFolder(ctx), 'link-'));
  try {
    await checkFreeSpace(ctx, bytes.length);
    const path = join(folder, 'source');
    await writeFile(path, bytes);
    const mimeType = (await sniff(path))?.mimeType;
    const made = mimeType && (await inImageSlot(() => makeLinkPicture(path, mimeType)));
    if (!made) return undefined;
    const name = randomBytes(16).toString('hex');
    const stored = await storeFiles(ctx, [{ file: made.file, content: made.data, mimeType: made.mimeType }]);
    const { width, height } = made;
    const fingerprints = await readFingerprints(made.data);
    return { name, stored, url: permanentUrl(ctx, name, made.file), width, height, fingerprints };
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Gives a stored picture to a holder; one that is on the list is not shown. Call it last in the transaction, as `commitFiles`. */
export async function commitLinkPicture(
  tx: Context,
  holderId: string,
  { name, stored, fingerprints }: StoredLinkPicture,
): Promise<void> {
  const blockedBy = await admitLinkPicture(tx, name, fingerprints, stored);
  await insertLinkPicture(tx.db, holderId, name, blockedBy, tx.clock());
  await commitFiles(tx, name, stored);
}

/** Gives the picture of one holder to another as well. @returns false if the first has none any more */
export async function shareLinkPicture(tx: Context, fromId: string, toId: string): Promise<boolean> {
  // Of a picture that is listed at this moment the copy is hidden as well.
  await lockListForReading(tx.db);
  return copyLinkPicture(tx.db, fromId, toId, tx.clock());
}

/** Takes the pictures from holders. A picture without a holder is deleted after the commit. */
export async function eraseLinkPictures(tx: Context, holderIds: readonly string[]): Promise<void> {
  const names = await deleteLinkPictures(tx.db, holderIds);
  revokePublicUrlsOf(tx, names);
  for (const name of names) await tx.jobs.add('media.erase', { name });
}
