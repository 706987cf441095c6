import type { Context } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { auth } from '../../auth/index.ts';
import { revokePublicUrlsOf } from '../objects/revocation.ts';
import { locate } from '../objects/service.ts';
import { variantUrl } from '../present.ts';
import { storage } from '../storage/index.ts';
import type { SubjectType } from '../types.ts';
import { signedUrl } from '../urls.ts';
import { MATCH } from './limits.ts';
import { probeOf } from './matching.ts';
import { distanceOf, type Fingerprint } from './pdq.ts';
import {
  blockLinkPictures,
  endBlock,
  findBlockedFiles,
  findBlocking,
  findBlockStates,
  findCopies,
  findFingerprints,
  findNearNames,
  findSameNames,
  findSourceFiles,
  insertBlock,
  isOfOfficialAccount,
  lockList,
  PARTS,
  type SourceFile,
  setBlockEnd,
  setBlockErasable,
  setBlockEraseAt,
  setBlocked,
  setBlockedBy,
  showLinkPictures,
} from './queries.ts';

/** How long the files that a listed picture hides are kept, so that they can come back. As long as posts that moderators removed. */
const HELD_MS = 30 * 86_400_000;
/** The side of the logo that is compared. */
const LARGEST_LOGO = 512;

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

/** What would be removed with a picture, among the pictures that were looked through. */
export interface Copies {
  copies: number;
  /** Addresses of copies that every member may see now; others are counted only. */
  samples: string[];
  /** Where to go on; null: all were looked through. */
  next: number | null;
}

const SAMPLES = 6;
/** How long one answer looks for copies. */
const LOOK_MS = 1000;
/** Parts that are read with one statement. */
const STEP = 4;

/**
 * How many copies of a picture are shown now, from a part of all fingerprints on: as many parts as it reads in a second.
 * @returns undefined if it is no picture of the subject
 */
export async function countCopies(
  ctx: Context,
  types: readonly SubjectType[],
  subjectId: string,
  fileId: string,
  { universityId, from }: { universityId: string | null; from: number },
): Promise<Copies | undefined> {
  const listed = await readSource(ctx, types, subjectId, fileId);
  if (listed === undefined) return undefined;
  const probe = probeOf(listed.frames, listed.sha256);
  const same = await findSameNames(ctx.db, listed.sha256);
  const names = new Set(from === 0 ? same : []);
  const endsAt = performance.now() + LOOK_MS;
  let next = from;
  do {
    for (const name of await findNearNames(ctx.db, probe, MATCH.quality, { from: next, until: next + STEP }))
      if (!same.includes(name)) names.add(name);
    next += STEP;
  } while (next < PARTS && performance.now() < endsAt);
  const others = (await findCopies(ctx.db, [...names], universityId)).filter(({ id }) => id !== fileId);
  return {
    copies: others.length,
    samples: others
      .filter(({ isPublic }) => isPublic)
      .slice(0, SAMPLES)
      .flatMap(
        ({ name, variants }) =>
          variantUrl(ctx, { name, variants, isPublic: true, status: 'ready' }, 'preview') ?? [],
      ),
    next: next < PARTS ? next : null,
  };
}

/** What `blockPicture` needs, read before the transaction: it decodes the picture. */
export type PictureToBlock = ListedPicture & {
  /** It is the logo of the campus, or that of an official account that is not its owner. */
  isOfCampus: boolean;
};

/** @returns undefined if it is no picture of the subject */
export async function readPictureToBlock(
  ctx: Context,
  types: readonly SubjectType[],
  subjectId: string,
  fileId: string,
): Promise<PictureToBlock | undefined> {
  const listed = await readSource(ctx, types, subjectId, fileId);
  return listed && { ...listed, isOfCampus: await isOfCampus(ctx, listed) };
}

async function isOfCampus(ctx: Context, { frames, sha256, source }: ListedPicture): Promise<boolean> {
  const probe = probeOf(frames, sha256);
  const { settings } = await auth.campus(ctx);
  const logo = settings.logoId === null ? undefined : await auth.readLogo(ctx, settings.logoId, LARGEST_LOGO);
  const { readFingerprints } = await import('./read.ts');
  const ofLogo = logo === undefined ? [] : await readFingerprints(logo);
  const isLogo = ofLogo.some(
    ({ hash, quality }) =>
      quality >= MATCH.quality && probe.hashes.some((other) => distanceOf(hash, other) <= MATCH.distance),
  );
  return isLogo || (await isOfOfficialAccount(ctx.db, probe, MATCH.quality, source.ownerId));
}

/**
 * Puts a picture on the list, in the caller's transaction, and hides what has the same bytes. From the commit on it is refused; a job looks for
 * the copies from before. Waits for pictures that become ready at the moment, and lets the next ones wait.
 * @param universityId  only members of this university; null: all
 * @returns the id of the entry, and the owners of the files that it hides now
 */
export async function blockPicture(
  tx: Context,
  { source, frames, sha256 }: PictureToBlock,
  { universityId, expiresAt }: { universityId: string | null; expiresAt: Date | null },
): Promise<{ id: string; ownerIds: string[] }> {
  const id = newId();
  const at = tx.clock();
  await lockList(tx.db);
  const hashes = frames.filter(({ quality }) => quality >= MATCH.quality).map(({ hash }) => hash);
  const eraseAt = new Date(at.getTime() + HELD_MS);
  await insertBlock(tx.db, { id, sourceId: source.id, sha256, hashes, universityId, at, expiresAt, eraseAt });
  const same = await findSameNames(tx.db, sha256);
  const ownerIds = await hide(tx, id, [...new Set([source.name, ...same])], universityId);
  await tx.jobs.add('media.searchCopies', { id }, { key: `media.searchCopies:${id}` });
  return { id, ownerIds };
}

/** Hides the files of some names, under the lock of the list. @returns their owners */
export async function hide(
  tx: Context,
  id: string,
  names: readonly string[],
  universityId: string | null,
): Promise<string[]> {
  const copies = (await findCopies(tx.db, names, universityId)).map((copy) => copy.id);
  const hidden = await setBlocked(tx.db, copies, id);
  const linkPictures = universityId === null ? await blockLinkPictures(tx.db, names, id) : [];
  revokePublicUrlsOf(tx, [...hidden.map(({ name }) => name), ...linkPictures]);
  return [...new Set(hidden.flatMap(({ ownerId }) => ownerId ?? []))];
}

/** Changes when an entry ends by itself; null: when staff take it off. @returns false if it has ended */
export const setBlockedUntil = (tx: Context, id: string, until: Date | null): Promise<boolean> =>
  setBlockEnd(tx.db, id, until);

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
  /** How many in a hundred pictures were looked through for copies; null: all. */
  searchedPercent: number | null;
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
    states.map(({ sourceName, sourceVariants, searchNext, ...state }) => [
      state.id,
      {
        ...state,
        searchedPercent: searchNext === null ? null : Math.floor((searchNext * 100) / PARTS),
        previewUrl:
          sourceName === null || sourceVariants === null
            ? null
            : staffUrl(ctx, staffId, { name: sourceName, variants: sourceVariants }),
      },
    ]),
  );
}
