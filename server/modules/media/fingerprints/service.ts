import type { Context } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { revokePublicUrlsOf } from '../objects/revocation.ts';
import { locate } from '../objects/service.ts';
import { variantUrl } from '../present.ts';
import { storage } from '../storage/index.ts';
import type { SubjectType } from '../types.ts';
import { signedUrl } from '../urls.ts';
import { MATCH } from './limits.ts';
import { probeOf } from './matching.ts';
import type { Fingerprint } from './pdq.ts';
import {
  blockLinkPictures,
  endBlock,
  findBlockedFiles,
  findBlocking,
  findBlockStates,
  findCopies,
  findFingerprints,
  findShownOf,
  findSourceFiles,
  insertBlock,
  lockList,
  type SourceFile,
  setBlockErasable,
  setBlockEraseAt,
  setBlocked,
  setBlockedBy,
  showLinkPictures,
} from './queries.ts';

/** How long the files that a listed picture hides are kept, so that they can come back. As long as posts that moderators removed. */
const HELD_MS = 30 * 86_400_000;

/** A picture or video of a subject, for staff who decide about it. */
export interface PictureOfSubject {
  id: string;
  kind: 'image' | 'video';
  subjectType: SubjectType;
  /** Works in the session of this one staff member, also if the picture is hidden. */
  previewUrl: string | null;
  isBlocked: boolean;
  /** Whether copies are found that are not the same bytes. */
  isRecognisable: boolean;
}

const staffUrl = (
  ctx: Context,
  staffId: string,
  file: Pick<SourceFile, 'name' | 'variants'>,
): string | null => {
  const preview = file.variants.preview ?? file.variants.full;
  return preview === undefined ? null : signedUrl(ctx, file.name, preview.file, { memberId: staffId });
};

/** The pictures of a subject, now and before an edit. The caller checks who may see them. */
export async function findPictures(
  ctx: Context,
  staffId: string,
  types: readonly SubjectType[],
  subjectId: string,
): Promise<PictureOfSubject[]> {
  const pictures: PictureOfSubject[] = [];
  for (const file of await findSourceFiles(ctx.db, types, subjectId)) {
    const frames = await findFingerprints(ctx.db, file.name);
    pictures.push({
      id: file.id,
      kind: file.kind === 'video' ? 'video' : 'image',
      subjectType: file.subjectType,
      previewUrl: staffUrl(ctx, staffId, file),
      isBlocked: file.blockedBy !== null,
      isRecognisable: frames.some(({ quality }) => quality >= MATCH.quality),
    });
  }
  return pictures;
}

interface ListedPicture {
  source: SourceFile;
  frames: Fingerprint[];
  sha256: string;
}

async function readSource(
  ctx: Context,
  types: readonly SubjectType[],
  subjectId: string,
  fileId: string,
): Promise<ListedPicture | undefined> {
  const source = (await findSourceFiles(ctx.db, types, subjectId)).find(({ id }) => id === fileId);
  if (source === undefined || source.sha256 === null) return undefined;
  const stored = await findFingerprints(ctx.db, source.name);
  return { source, frames: [...stored, ...(await readCuts(ctx, source))], sha256: source.sha256 };
}

/** Fingerprints of the picture with its edges cut off; none if its bytes cannot be read. */
async function readCuts(ctx: Context, { kind, name, variants }: SourceFile): Promise<Fingerprint[]> {
  const variant = kind === 'video' ? variants.preview : variants.full;
  const location = variant && (await locate(ctx, name, variant.file, 'held'));
  if (!location) return [];
  const { readCutFingerprints } = await import('./read.ts');
  const parts: Buffer[] = [];
  for await (const part of await storage(ctx).read(location.key)) parts.push(part as Buffer);
  return readCutFingerprints(Buffer.concat(parts));
}

/** What would be removed with a picture. */
export interface Copies {
  copies: number;
  authors: number;
  /** Addresses of copies that every member may see now; others are counted only. */
  samples: string[];
}

const SAMPLES = 6;

/** How many copies of a picture are shown now. Reads all fingerprints. @returns undefined if it is no picture of the subject */
export async function countCopies(
  ctx: Context,
  types: readonly SubjectType[],
  subjectId: string,
  fileId: string,
  universityId: string | null,
): Promise<Copies | undefined> {
  const listed = await readSource(ctx, types, subjectId, fileId);
  if (listed === undefined) return undefined;
  const found = await findCopies(ctx.db, probeOf(listed.frames, listed.sha256), universityId, MATCH.quality);
  const others = found.filter(({ id }) => id !== fileId);
  return {
    copies: others.length,
    authors: new Set(others.flatMap(({ ownerId }) => ownerId ?? [])).size,
    samples: others
      .filter(({ isPublic }) => isPublic)
      .slice(0, SAMPLES)
      .flatMap(
        ({ name, variants }) =>
          variantUrl(ctx, { name, variants, isPublic: true, status: 'ready' }, 'preview') ?? [],
      ),
  };
}

/** What `blockPicture` needs, read before the transaction. */
export interface PictureToBlock extends ListedPicture {
  /** Copies that were found before the list was locked. */
  copyIds: string[];
  scannedAt: Date;
}

/**
 * Reads a picture and looks for its copies, so that the transaction of `blockPicture` compares only what came since: it makes uploads wait.
 * @returns undefined if it is no picture of the subject
 */
export async function readPictureToBlock(
  ctx: Context,
  types: readonly SubjectType[],
  subjectId: string,
  fileId: string,
): Promise<PictureToBlock | undefined> {
  const scannedAt = ctx.clock();
  const listed = await readSource(ctx, types, subjectId, fileId);
  if (listed === undefined) return undefined;
  const copies = await findCopies(ctx.db, probeOf(listed.frames, listed.sha256), null, MATCH.quality);
  return { ...listed, copyIds: copies.map(({ id }) => id), scannedAt };
}

/** A fingerprint is as old as the transaction that wrote it, give or take its length and the clocks of the processes. */
const CLOCKS_MS = 10 * 60_000;

/**
 * Puts a picture on the list, in the caller's transaction: hides all its copies, and refuses it from now on. Waits for pictures that become
 * ready at the moment, and lets the next ones wait.
 * @param universityId  only members of this university; null: all
 * @returns the id of the entry, and the owners of the files that it hides
 */
export async function blockPicture(
  tx: Context,
  { source, frames, sha256, copyIds, scannedAt }: PictureToBlock,
  { universityId, expiresAt }: { universityId: string | null; expiresAt: Date | null },
): Promise<{ id: string; ownerIds: string[] }> {
  const id = newId();
  const at = tx.clock();
  const probe = probeOf(frames, sha256);
  await lockList(tx.db);
  const hashes = frames.filter(({ quality }) => quality >= MATCH.quality).map(({ hash }) => hash);
  const eraseAt = new Date(at.getTime() + HELD_MS);
  await insertBlock(tx.db, { id, sourceId: source.id, sha256, hashes, universityId, at, expiresAt, eraseAt });
  const since = new Date(scannedAt.getTime() - CLOCKS_MS);
  const recent = await findCopies(tx.db, probe, universityId, MATCH.quality, since);
  const known = await findShownOf(tx.db, copyIds, universityId);
  const hidden = await setBlocked(tx.db, [...new Set([...known, ...recent.map((copy) => copy.id)])], id);
  const linkPictures = universityId === null ? await blockLinkPictures(tx.db, probe, id, MATCH.quality) : [];
  revokePublicUrlsOf(tx, [...hidden.map(({ name }) => name), ...linkPictures]);
  return { id, ownerIds: [...new Set(hidden.flatMap(({ ownerId }) => ownerId ?? []))] };
}

/** Takes a picture off the list, in the caller's transaction. What it hid is shown again, unless another entry hides it. */
export async function unblockPicture(tx: Context, id: string): Promise<boolean> {
  await lockList(tx.db);
  if (!(await endBlock(tx.db, id, tx.clock()))) return false;
  for (;;) {
    const files = await findBlockedFiles(tx.db, id, 500);
    for (const file of files) {
      const probe = probeOf(await findFingerprints(tx.db, file.name), file.sha256 ?? '');
      await setBlockedBy(
        tx.db,
        file.id,
        (await findBlocking(tx.db, file.ownerId, probe, tx.clock())) ?? null,
      );
    }
    if (files.length < 500) break;
  }
  await showLinkPictures(tx.db, id);
  return true;
}

/** While an appeal is open, what a listed picture hides is not deleted. */
export const keepBlocked = (tx: Context, id: string): Promise<void> => setBlockEraseAt(tx.db, id, null);

/** What a listed picture hides is deleted 30 days after it was listed, unless it comes back before. */
export const releaseBlocked = (tx: Context, id: string): Promise<void> =>
  setBlockErasable(tx.db, id, tx.clock(), HELD_MS);

/** The state of an entry of the list. */
export interface BlockedPicture {
  id: string;
  expiresAt: Date | null;
  refusals: number;
  lastRefusedAt: Date | null;
  copies: number;
  /** Works in the session of this one staff member; null when the picture is deleted. */
  previewUrl: string | null;
}

/** One query. */
export async function blockedPictures(
  ctx: Context,
  staffId: string,
  ids: readonly string[],
): Promise<Map<string, BlockedPicture>> {
  const states = await findBlockStates(ctx.db, ids);
  return new Map(
    states.map(({ sourceName, sourceVariants, ...state }) => [
      state.id,
      {
        ...state,
        previewUrl:
          sourceName === null || sourceVariants === null
            ? null
            : staffUrl(ctx, staffId, { name: sourceName, variants: sourceVariants }),
      },
    ]),
  );
}
