import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { readCursor, toPage } from '../../../platform/page.ts';
import { auth } from '../../auth/index.ts';
import { media } from '../../media/index.ts';
import { readCase } from '../resolution/service.ts';
import { caseNotOpened, pictureNotFound } from './problems.ts';
import { findListedPictures, type ListedPicturePageRow, lockListedPicture } from './queries.ts';
import { liftPicture, pictureTypes } from './removing.ts';
import type {
  CasePictures,
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
  { id, pictureId }: { id: string; pictureId: string },
  origin: Origin,
): Promise<PictureCopies> {
  const { types, subjectId } = await readableSubject(ctx, viewer, id, origin);
  const scope = await auth.universityFor(ctx, viewer, 'fingerprints.write');
  const copies = await media.countCopies(ctx, types, subjectId, pictureId, scope);
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

/** Takes a picture off the list; what it hid comes back. @throws Problem 404 `picture_not_found` */
export async function takeOff(
  ctx: Context,
  viewer: Viewer,
  id: string,
  { reason }: LiftBody,
  origin: Origin,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const scope = await auth.universityFor(tx, viewer, 'fingerprints.write');
    const listed = await lockListedPicture(tx.db, id);
    if (listed === undefined || listed.liftedAt !== null) throw pictureNotFound();
    if (scope !== null && listed.universityId !== scope) throw pictureNotFound();
    const log = await liftPicture(tx, viewer, id, reason, origin, 'fingerprints.write');
    await log();
  });
}
