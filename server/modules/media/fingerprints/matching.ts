import type { Context } from '../../../platform/context.ts';
import type { StoredFile } from '../objects/queries.ts';
import { MATCH } from './limits.ts';
import { type Fingerprint, symmetriesOf } from './pdq.ts';
import { countRefusal, findBlocking, insertFingerprints, lockListForReading, type Probe } from './queries.ts';

/** What is looked for: each of these pictures as it is, mirrored and turned, or exactly these bytes. */
export const probeOf = (frames: readonly Fingerprint[], sha256: string): Probe => ({
  hashes: [
    ...new Set(
      frames.filter(({ quality }) => quality >= MATCH.quality).flatMap(({ hash }) => symmetriesOf(hash)),
    ),
  ],
  sha256,
  distance: MATCH.distance,
});

/** SHA-256 of the main file. */
const mainHashOf = (stored: readonly StoredFile[]): string =>
  (stored.find(({ file }) => file.startsWith('full.')) ?? stored[0])?.hash ?? '';

/**
 * Keeps the fingerprints of a picture that becomes ready in this transaction, unless it is on the list: then it counts the refusal. Of an
 * entry that is added at the same moment one finds the other, by the lock.
 * @returns the entry of the list that refuses it
 */
export async function admitPicture(
  tx: Context,
  { name, ownerId }: { name: string; ownerId: string | null },
  frames: readonly Fingerprint[],
  stored: readonly StoredFile[],
): Promise<string | undefined> {
  if (frames.length === 0) return undefined;
  const now = tx.clock();
  await lockListForReading(tx.db);
  const match = await findBlocking(tx.db, ownerId, probeOf(frames, mainHashOf(stored)), now);
  if (match === undefined) {
    await insertFingerprints(tx.db, name, frames, now);
    return undefined;
  }
  await countRefusal(tx.db, match, now);
  if (ownerId !== null) await tx.emit('media.picture_refused', { pictureId: match, ownerId });
  return match;
}

/** As `admitPicture`, for a picture of a foreign page, which is nobody’s: it is kept, so that it can be shown if the entry ends. */
export async function admitLinkPicture(
  tx: Context,
  name: string,
  frames: readonly Fingerprint[],
  stored: readonly StoredFile[],
): Promise<string | null> {
  const now = tx.clock();
  await lockListForReading(tx.db);
  await insertFingerprints(tx.db, name, frames, now);
  return (await findBlocking(tx.db, null, probeOf(frames, mainHashOf(stored)), now)) ?? null;
}
