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
  const found = await findAccesses(ctx, viewer.id, readCursor(cursor), limit + 1);
  const { items, nextCursor } = toPage(found, limit, ({ id }) => id);
  return { items: items.map((item) => ({ ...item, at: item.at.toISOString() })), nextCursor };
}

/** What staff read of a member or did to their account before an id, newest first. Three queries. */
export async function findAccesses(ctx: Context, memberId: string, before: string | null, take: number) {
  const [readings, acts] = await Promise.all([
    findAccessesTo(ctx.db, memberId, before, take),
    auth.staffActsOn(ctx, memberId, before, take),
  ]);
  const roles = await auth.rolesOfStaff(
    ctx,
    readings.flatMap(({ staffId }) => staffId ?? []),
  );
  return [
    ...readings.map(({ id, at, subjectType, subjectId, staffId }) => ({
      id,
      at,
      event: 'content_read',
      role: (staffId === null ? undefined : roles.get(staffId)) ?? null,
      subject: { type: subjectType, id: subjectId },
    })),
    ...acts.map((act) => ({ ...act, subject: null })),
  ]
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, take);
}
