import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { Problem } from '../../../platform/problem.ts';
import { readLine } from '../../../platform/text.ts';
import { auth } from '../../auth/index.ts';
import { campusExists, campusNotFound, tooManyCampuses } from '../problems.ts';
import { deleteCampus, findCampuses, insertCampus, lockCampuses } from './queries.ts';
import type { AcceptedCampusList, NewAcceptedCampus } from './schemas.ts';

/** More than any campus has partners: each is added by hand. */
const MAX_CAMPUSES = 100;
const NAME_MAX = 80;

const invalidName = (message: string) =>
  new Problem(400, 'invalid_request', message, { errors: [{ path: 'name', message }] });

/** The campuses whose copies are accepted here. */
export async function listCampuses(ctx: Context): Promise<AcceptedCampusList> {
  const rows = await findCampuses(ctx.db);
  return { items: rows.map((row) => ({ ...row, addedAt: row.addedAt.toISOString() })) };
}

/**
 * Accepts copies of a campus from now on. Nothing is asked of the campus itself.
 * @throws Problem 403 `reauthentication_required`, `forbidden`; 409 `campus_exists`; 422 `too_many_campuses`
 */
export async function acceptCampus(
  ctx: Context,
  viewer: Viewer,
  { name: typed, origin: campus, publicKeys }: NewAcceptedCampus,
  origin: Origin,
): Promise<AcceptedCampusList> {
  await auth.requireReauthentication(ctx, viewer);
  const name = readLine(typed, {
    path: 'name',
    graphemes: NAME_MAX,
    codePoints: NAME_MAX,
    tooLong: () => invalidName(`Use at most ${NAME_MAX} characters.`),
    forbidden: invalidName,
  });
  if (name === '') throw invalidName('Give the campus a name.');
  await ctx.transaction(async (tx) => {
    await lockCampuses(tx.db);
    if ((await findCampuses(tx.db)).length >= MAX_CAMPUSES) throw tooManyCampuses(MAX_CAMPUSES);
    const id = newId();
    const keys = [...new Set(publicKeys)];
    const row = { id, name, origin: campus, publicKeys: keys, addedAt: tx.clock(), addedBy: viewer.id };
    if (!(await insertCampus(tx.db, row))) throw campusExists();
    await auth.audit(tx, {
      event: 'campus_accepted',
      actorId: viewer.id,
      permission: 'imports.write',
      subject: { type: 'campus', id },
      sessionId: viewer.sessionId,
      origin,
      details: { campus, publicKeys: keys },
    });
  });
  return listCampuses(ctx);
}

/**
 * Accepts no more copies of a campus. What was imported stays.
 * @throws Problem 404 `campus_not_found`; 403 `forbidden`
 */
export async function removeCampus(
  ctx: Context,
  viewer: Viewer,
  id: string,
  origin: Origin,
): Promise<AcceptedCampusList> {
  await ctx.transaction(async (tx) => {
    const campus = await deleteCampus(tx.db, id);
    if (campus === undefined) throw campusNotFound();
    await auth.audit(tx, {
      event: 'campus_removed',
      actorId: viewer.id,
      permission: 'imports.write',
      subject: { type: 'campus', id },
      sessionId: viewer.sessionId,
      origin,
      details: { campus },
    });
  });
  return listCampuses(ctx);
}
