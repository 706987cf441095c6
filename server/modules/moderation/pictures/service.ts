import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { readCursor, toPage } from '../../../platform/page.ts';
import { auth } from '../../auth/index.ts';
import { media } from '../../media/index.ts';
import { readCase } from '../resolution/service.ts';
import { caseNotOpened, pictureEndInPast, pictureNotFound } from './problems.ts';
import {
  findListedPictures,
  type ListedPicturePageRow,
  type ListedPictureRow,
  lockListedPicture,
  setNote,
} from './queries.ts';
import { auditPicture, liftPicture, pictureTypes } from './removing.ts';
import type {
  CasePictures,
  ChangeBody,
  LiftBody,
  ListedPicture,
  ListedPicturePage,
  ListedPictureQuery,
  PictureCopies,
} from './schemas.ts';

/** The subject of a case whose content the viewer reads; logged as such if it is restricted. @throws Problem 403 `case_not_opened` */
async function readableSubject(ctx: Context, viewer: Viewer, reportId: string, origin: Origin) {
  const found = await readCase(ctx, viewer, reportId, origin);
  if (found === undefined) throw caseNotOpened();
  return { types: pictureTypes[found.subjectType], subjectId: found.subjectId };
}

/**
 * The pictures of a case's subject, also those that are hidden by now.
 * @throws Problem 404 `report_not_found`; 403 `case_not_opened`
 */
export async function listCasePictures(
  ctx: Context,
  viewer: Viewer,
  reportId: string,
  origin: Origin,
): Promise<CasePictures> {
  const { types, subjectId } = await readableSubject(ctx, viewer, reportId, origin);
  const pictures = await media.findPictures(ctx, viewer.id, types, subjectId);
  return {
    items: pictures.map(({ subjectType, isBlocked, ...picture }) => ({
      ...picture,
      use: subjectType as CasePictures['items'][number]['use'], // of `pictureTypes`
      isListed: isBlocked,
    })),
  };
}

/**
 * How many copies of a picture would be removed with it.
 * @throws Problem 404 `report_not_found`, `picture_not_found`; 403 `case_not_opened`
 */
export async function countPictureCopies(
  ctx: Context,
  viewer: Viewer,
  { id, pictureId, from }: { id: string; pictureId: string; from: number },
  origin: Origin,
): Promise<PictureCopies> {
  const { types, subjectId } = await readableSubject(ctx, viewer, id, origin);
  const universityId = await auth.universityFor(ctx, viewer, 'fingerprints.write');
  const copies = await media.countCopies(ctx, types, subjectId, pictureId, { universityId, from });
  if (copies === undefined) throw pictureNotFound();
  return copies;
}

/** Pictures on the list, newest first. @throws Problem 400 `invalid_cursor` */
export async function listPictures(
  ctx: Context,
  viewer: Viewer,
  query: ListedPictureQuery,
): Promise<ListedPicturePage> {
  const rows = await findListedPictures(ctx.db, {
    isLifted: query.status === 'lifted',
    universityId: await auth.universityFor(ctx, viewer, 'fingerprints.write'),
    after: readCursor(query.cursor),
    take: query.limit + 1,
  });
  const { items, nextCursor } = toPage(rows, query.limit, ({ id }) => id);
  const states = await media.blockedPictures(
    ctx,
    viewer.id,
    items.map(({ id }) => id),
  );
  const ref = (id: string | null, username: string | null) =>
    id === null || username === null ? null : { id, username };
  const present = (row: ListedPicturePageRow): ListedPicture => {
    const state = states.get(row.id);
    return {
      id: row.id,
      previewUrl: state?.previewUrl ?? null,
      rule: row.ruleId,
      reason: row.statement,
      isForUniversity: row.universityId !== null,
      reportUploads: row.reportsUploads,
      note: row.note,
      searched: state?.searchedPercent ?? null,
      addedBy: ref(row.addedBy, row.addedByName),
      addedAt: row.addedAt.toISOString(),
      expiresAt: state?.expiresAt?.toISOString() ?? null,
      copies: state?.copies ?? 0,
      authors: row.authors,
      refusals: state?.refusals ?? 0,
      refusedMembers: row.refusedMembers,
      lastRefusedAt: state?.lastRefusedAt?.toISOString() ?? null,
      lifted:
        row.liftedAt === null
          ? null
          : {
              by: ref(row.liftedBy, row.liftedByName),
              at: row.liftedAt.toISOString(),
              reason: row.liftReason ?? '',
            },
    };
  };
  return { items: items.map(present), nextCursor };
}

/**
 * Locks an entry that staff change. @throws Problem 404 `picture_not_found`, also for those of others
 */
async function lockForStaff(tx: Context, viewer: Viewer, id: string): Promise<ListedPictureRow> {
  const scope = await auth.universityFor(tx, viewer, 'fingerprints.write');
  const listed = await lockListedPicture(tx.db, id);
  if (listed === undefined || listed.liftedAt !== null) throw pictureNotFound();
  if (scope !== null && listed.universityId !== scope) throw pictureNotFound();
  return listed;
}

/**
 * Changes when an entry ends by itself, and its note. @throws Problem 404 `picture_not_found`; 422 `until_in_past`
 */
export async function changePicture(
  ctx: Context,
  viewer: Viewer,
  id: string,
  { until, note }: ChangeBody,
  origin: Origin,
): Promise<void> {
  const expiresAt = until == null ? null : new Date(until);
  if (expiresAt !== null && expiresAt <= ctx.clock()) throw pictureEndInPast();
  await ctx.transaction(async (tx) => {
    await lockForStaff(tx, viewer, id);
    if (until !== undefined && !(await media.setBlockedUntil(tx, id, expiresAt))) throw pictureNotFound();
    if (note !== undefined) await setNote(tx.db, id, note === '' ? null : note);
    await auditPicture(tx, 'picture_changed', viewer, id, origin, {
      ...(until === undefined ? {} : { until }),
      ...(note === undefined ? {} : { note: true }),
    });
  });
}

/** Takes a picture off the list; what it hid comes back. @throws Problem 404 `picture_not_found` */
export async function takeOff(
  ctx: Context,
  viewer: Viewer,
  id: string,
  { reason }: LiftBody,
  origin: Origin,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockForStaff(tx, viewer, id);
    const log = await liftPicture(tx, viewer, id, reason, origin, 'fingerprints.write');
    await log();
  });
}
