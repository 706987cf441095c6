import type { Context } from '../context.ts';
import { clearColumn, deleteRows } from './queries.ts';

/**
 * Deletes up to `limit` of what a module holds of a member. Called until it returns 0, again from the start after a crash, so it must
 * find by itself what is left.
 * @returns how much it found
 */
export type ErasureStep = (ctx: Context, memberId: string, limit: number) => Promise<number>;

/** What a module does with the data of a member: `memberData` of its `module.ts`. */
export interface MemberData {
  /** The steps that delete it, in order. The row of the account goes last, and takes with it what has one row for each member. */
  erase: readonly ErasureStep[];
}

let loadAll: () => Promise<readonly MemberData[]> = async () => [];

/** Tells this process how to load the parts of all modules, highest layer first. `modules/member-data.ts` calls it. */
export function defineMemberData(load: () => Promise<readonly MemberData[]>): void {
  loadAll = load;
}

/** The parts of all modules, highest layer first: a module erases what it derived from lower ones before those erase the source. */
export const allMemberData = (): Promise<readonly MemberData[]> => loadAll();

/** A step that deletes the rows of a table whose column contains the member's id. */
export const eraseRows =
  (table: string, column: string): ErasureStep =>
  (ctx, memberId, limit) =>
    deleteRows(ctx.db, table, column, memberId, limit);

/** A step that clears the member's id from a column of rows that stay. */
export const clearMember =
  (table: string, column: string): ErasureStep =>
  (ctx, memberId, limit) =>
    clearColumn(ctx.db, table, column, memberId, limit);
