import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import type { Db } from '../db.ts';
import { clearColumn, countRows, deleteRows } from './queries.ts';

/**
 * Deletes up to `limit` of what a module holds of a member. Called until it returns 0, again from the start after a crash, so it must
 * find by itself what is left.
 * @returns how much it found
 */
export type ErasureStep = (ctx: Context, memberId: string, limit: number) => Promise<number>;

/** A file that belongs to a line of an archive. */
export interface ArchivedFileSource {
  label: string | null;
  /** The name its owner gave it; documents only. */
  fileName: string | null;
  extension: string;
  mimeType: string;
  alt: string | null;
  /** Opens a stream of its bytes; undefined if they are gone. */
  open(): Promise<Readable | undefined>;
}

/** One kind of data in the archive of everything: a file of JSON lines, and pages of the same. */
export interface ArchivePart {
  /** The name of the file, and of its heading in the translations of the archive. */
  name: string;
  /** A line, without `files`, which the archive adds. */
  line: z.ZodObject;
  /**
   * Reads up to `limit` entries after a key, in the order of their keys; those of the start without one. It decides what the member
   * may read.
   */
  read(
    ctx: Context,
    memberId: string,
    after: string | null,
    limit: number,
  ): Promise<readonly { key: string; line: object; files?: readonly ArchivedFileSource[] }[]>;
}

/** A kind of data that is held of a member, for the page that says so. */
export interface HeldData {
  /** Its name in the API and in the translations of the web app. */
  kind: string;
  /** After how many days it is deleted by itself; null: with the account, or by hand. */
  keptDays: number | null;
  /** Whether it stays when the account is deleted, because others or the law need it (docs/adr/0083). */
  outlivesAccount: boolean;
  count(ctx: Context, memberId: string): Promise<number>;
}

/** What a module does with the data of a member: `memberData` of its `module.ts`. */
export interface MemberData {
  /** The steps that delete it, in order. The row of the account goes last, and takes with it what has one row for each member. */
  erase: readonly ErasureStep[];
  /** What it adds to the archive of everything. */
  archive?: readonly ArchivePart[];
  /** The kinds of data that it holds. */
  held?: readonly HeldData[];
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

/** A part whose rows have ids in the order of time. `find` returns the rows with an id after the given one. */
export const archiveOf = (
  name: string,
  line: z.ZodObject,
  find: (db: Db, memberId: string, after: string, limit: number) => Promise<readonly { id: string }[]>,
): ArchivePart => ({
  name,
  line,
  async read({ db }, memberId, after, limit) {
    const rows = await find(db, memberId, after ?? NO_ID, limit);
    return rows.map((row) => ({ key: row.id, line: row }));
  },
});

/** Below every id. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** A part of one line at most, such as settings. */
export const archiveOfOne = (
  name: string,
  line: z.ZodObject,
  find: (db: Db, memberId: string) => Promise<object | undefined>,
): ArchivePart => ({
  name,
  line,
  async read({ db }, memberId, after) {
    const found = after === null ? await find(db, memberId) : undefined;
    return found === undefined ? [] : [{ key: name, line: found }];
  },
});

/** A kind that is counted by the rows of a table whose column contains the member's id. */
export const heldRows = (
  kind: string,
  table: string,
  column: string,
  options: Partial<Pick<HeldData, 'keptDays' | 'outlivesAccount'>> = {},
): HeldData => ({
  kind,
  keptDays: null,
  outlivesAccount: false,
  ...options,
  count: ({ db }, memberId) => countRows(db, table, column, memberId),
});
