import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { type PageQuery, readCursor, toPage } from '../../../platform/page.ts';
import { auth } from '../../auth/index.ts';
import { findAccessesTo } from './queries.ts';
import type { StaffAccessPage } from './schemas.ts';

/**
 * What staff read of the viewer or did to the account, newest first: the role, not the name. Three queries.
 * @throws Problem 400 `invalid_cursor`
 */
export async function listAccesses(
  ctx: Context,
  viewer: Viewer,
  { limit, cursor }: PageQuery,
): Promise<StaffAccessPage> {
  const before = readCursor(cursor);
  const [readings, acts] = await Promise.all([
    findAccessesTo(ctx.db, viewer.id, before, limit + 1),
    auth.staffActsOn(ctx, viewer.id, before, limit + 1),
  ]);
  const roles = await auth.rolesOfStaff(
    ctx,
    readings.flatMap(({ staffId }) => staffId ?? []),
  );
  const all = [
    ...readings.map(({ id, at, subjectType, subjectId, staffId }) => ({
      id,
      at,
      event: 'content_read',
      role: (staffId === null ? undefined : roles.get(staffId)) ?? null,
      subject: { type: subjectType, id: subjectId },
    })),
    ...acts.map((act) => ({ ...act, subject: null })),
  ].sort((a, b) => (a.id < b.id ? 1 : -1));
  const { items, nextCursor } = toPage(all.slice(0, limit + 1), limit, ({ id }) => id);
  return { items: items.map((item) => ({ ...item, at: item.at.toISOString() })), nextCursor };
}
