import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { auth } from '../../auth/index.ts';
import { type SubjectType as MediaSubject, media, type PictureToBlock } from '../../media/index.ts';
import { appendToLog } from '../log/append.ts';
import type { SubjectType } from '../reports/schemas.ts';
import { pictureNotFound, pictureOfCampus } from './problems.ts';
import {
  deleteUntoldAuthors,
  findPicturesOfDecision,
  insertListedPicture,
  insertPictureAuthors,
  isPictureAppealed,
  lockListedPicture,
  reverseDecisionsOfPicture,
  setLifted,
} from './queries.ts';

/** Where the pictures of a reported subject are. */
export const pictureTypes: Record<SubjectType, MediaSubject[]> = {
  post: ['post'],
  message: ['message'],
  user: ['avatar', 'header'],
};

/**
 * Reads the pictures that a decision is to remove, before its transaction: it decodes them.
 * @throws Problem 404 `picture_not_found`; 422 `picture_of_campus`
 */
export async function readPictures(
  ctx: Context,
  { subjectType, subjectId }: { subjectType: SubjectType; subjectId: string },
  ids: readonly string[],
): Promise<PictureToBlock[]> {
  const pictures: PictureToBlock[] = [];
  for (const id of new Set(ids)) {
    const picture = await media.readPictureToBlock(ctx, pictureTypes[subjectType], subjectId, id);
    if (picture === undefined) throw pictureNotFound();
    if (picture.isOfCampus) throw pictureOfCampus();
    pictures.push(picture);
  }
  return pictures;
}

/** The decision on the case in which the pictures were found. */
interface CaseDecision {
  id: string;
  ownerId: string | null;
  ruleId: string;
  statement: string | null;
}

/**
 * Removes pictures and all their copies, in the transaction of a decision, and refuses them from now on. The owner of the case is told by
 * its decision; a job tells the others.
 * @returns writes the log; call it last
 */
export async function removePictures(
  tx: Context,
  viewer: Viewer,
  decision: CaseDecision,
  pictures: readonly PictureToBlock[],
  { reportUploads, until }: { reportUploads: boolean; until: Date | null },
  origin: Origin,
): Promise<() => Promise<void>> {
  const universityId = await auth.universityFor(tx, viewer, 'fingerprints.write');
  const ids: string[] = [];
  for (const picture of pictures) {
    const { id, ownerIds } = await media.blockPicture(tx, picture, { universityId, expiresAt: until });
    ids.push(id);
    await insertListedPicture(tx.db, {
      id,
      decisionId: decision.id,
      ruleId: decision.ruleId,
      statement: decision.statement,
      universityId,
      by: viewer.id,
      at: tx.clock(),
      reportsUploads: reportUploads,
    });
    const told = { memberId: decision.ownerId, decisionId: decision.id };
    await insertPictureAuthors(tx.db, id, ownerIds, told);
    await auditPicture(tx, 'picture_listed', viewer, id, origin, {
      decisionId: decision.id,
      authors: ownerIds.length,
    });
    await tx.jobs.add('moderation.tellPictureAuthors', { pictureId: id });
  }
  return async () => {
    for (const id of ids)
      await logPicture(tx, 'picture_listed', { id, ruleId: decision.ruleId, endsAt: until }, viewer);
  };
}

/**
 * Takes a picture off the list, in the caller's transaction: its copies come back, and the decisions about it alone are taken back.
 * @returns writes the log; call it last
 */
export async function liftPicture(
  tx: Context,
  viewer: Viewer,
  id: string,
  reason: string,
  origin: Origin,
  permission: 'fingerprints.write' | 'reports.resolve',
): Promise<() => Promise<void>> {
  const listed = await lockListedPicture(tx.db, id);
  if (listed === undefined || listed.liftedAt !== null) return async () => undefined;
  const at = tx.clock();
  await media.unblockPicture(tx, id);
  await setLifted(tx.db, id, { by: viewer.id, at, reason });
  await deleteUntoldAuthors(tx.db, id);
  await reverseDecisionsOfPicture(tx.db, id, at);
  await auditPicture(tx, 'picture_unlisted', viewer, id, origin, {}, permission);
  return () => logPicture(tx, 'picture_unlisted', { id, ruleId: listed.ruleId, endsAt: null }, viewer);
}

export const auditPicture = (
  tx: Context,
  event: 'picture_listed' | 'picture_changed' | 'picture_unlisted',
  viewer: Viewer,
  id: string,
  origin: Origin,
  details: Record<string, unknown>,
  permission: 'fingerprints.write' | 'reports.resolve' = 'fingerprints.write',
): Promise<void> =>
  auth.audit(tx, {
    event,
    actorId: viewer.id,
    permission,
    sessionId: viewer.sessionId,
    subject: { type: 'picture', id },
    origin,
    details,
  });

/** Whose picture it was is not in the log: the decisions about its authors are entries of their own. */
const logPicture = (
  tx: Context,
  act: 'picture_listed' | 'picture_unlisted',
  { id, ruleId, endsAt }: { id: string; ruleId: string; endsAt: Date | null },
  viewer: Viewer,
): Promise<void> =>
  appendToLog(tx, {
    act,
    ruleId,
    endsAt,
    recordId: null,
    memberId: null,
    moderatorId: viewer.id,
    subject: `picture:${id}`,
    statement: null,
  });

/** While an appeal against a decision is open, what its pictures hide is kept. */
export async function keepPictures(tx: Context, decisionId: string): Promise<void> {
  for (const { id } of await findPicturesOfDecision(tx.db, decisionId)) await media.keepBlocked(tx, id);
}

/** After an appeal that was rejected: what the pictures hide is deleted in time, unless another appeal is open. */
export async function releasePictures(tx: Context, decisionId: string): Promise<void> {
  for (const { id } of await findPicturesOfDecision(tx.db, decisionId))
    if (!(await isPictureAppealed(tx.db, id))) await media.releaseBlocked(tx, id);
}
