import { randomBytes } from 'node:crypto';
import type { Context } from '../../platform/context.ts';
import { insertFingerprints } from './fingerprints/queries.ts';
import type { ProcessedImage } from './images/process.ts';
import { commitFiles } from './objects/service.ts';
import type { StoredImage } from './processing.ts';
import { finishFile, insertFile } from './queries.ts';

/** All sizes of a picture that the server generated. Buffers and plain values, so that a caller may cache it. */
export type GeneratedPicture = ProcessedImage;
/** A generated picture whose sizes are stored, and which no member owns yet. */
export type StoredPicture = StoredImage;

/** Loaded when it is called: a process that only answers requests needs none of it. */
const processing = () => Promise.all([import('./images/process.ts'), import('./processing.ts')]);

/**
 * Makes all sizes of a picture that the server generated, as for an upload. It trusts the file: what members send goes through
 * `acceptUpload`.
 * @throws Problem 422 `image_too_large`, `file_unreadable`
 */
export const generatePicture = async (
  path: string,
  mimeType: 'image/svg+xml' | 'image/png',
): Promise<GeneratedPicture> => {
  const [{ inspectImage }, { processInSlot }] = await processing();
  return processInSlot(path, await inspectImage(path, mimeType));
};

/** Stores the sizes. Their bytes are deleted some hours later if `commitPicture` is not called. */
export const storePicture = async (ctx: Context, picture: GeneratedPicture): Promise<StoredPicture> => {
  const [, { storeImage }] = await processing();
  return storeImage(ctx, picture);
};

/**
 * Makes a stored picture a file of a member, ready to be attached. It takes none of the limits of uploads, but counts towards
 * the member's quota. Call it in the transaction that attaches the file.
 */
export async function commitPicture(
  tx: Context,
  ownerId: string,
  { stored, finished, fingerprints }: StoredPicture,
  { id, alt, at }: { id: string; alt: string | null; at: Date },
): Promise<void> {
  const name = randomBytes(16).toString('hex');
  const { mimeType, size, width, height } = finished;
  const file = {
    id,
    ownerId,
    kind: 'image',
    name,
    mimeType,
    size,
    alt,
    fileName: null,
    width,
    height,
  } as const;
  await insertFile(tx.db, { ...file, durationMs: null, now: at });
  await finishFile(tx.db, id, finished);
  await insertFingerprints(tx.db, name, fingerprints, at);
  await commitFiles(tx, name, stored);
}
