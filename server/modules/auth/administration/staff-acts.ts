import type { Context } from '../../../platform/context.ts';
import {
  findStaffActs,
  findStaffIds,
  highestRoles,
  type StaffAct,
  type StaffRole,
} from './staff-acts.queries.ts';

/** What staff did to a member's account, newest first, without saying who. */
export const staffActsOn = (
  ctx: Context,
  memberId: string,
  before: string | null,
  limit: number,
): Promise<StaffAct[]> => findStaffActs(ctx.db, memberId, before, limit);

/** The highest role of each of some members, by id; without those who have none. */
export const rolesOfStaff = (ctx: Context, ids: readonly string[]): Promise<Map<string, StaffRole>> =>
  highestRoles(ctx.db, ids);

/** Ids of everybody with a role of staff. */
export const staffIds = (ctx: Context): Promise<string[]> => findStaffIds(ctx.db);
