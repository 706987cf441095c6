import { z } from 'zod';
import { Problem } from './problem.ts';

/** Paging parameters of every list. Unknown fields are refused. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('Maximum number of items'),
  cursor: z
    .string()
    .max(200)
    .optional()
    .describe('`nextCursor` of the previous page; absent for the first page'),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** The response schema of a list of `item`. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Encodes the id of the last item. Opaque to callers. */
export const writeCursor = (id: string): string =>
  Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');

/**
 * The id after which a page continues, or null for the first page.
 * @throws Problem 400 `invalid_cursor`
 */
export function readCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const hex = Buffer.from(cursor, 'base64url').toString('hex');
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  if (hex.length !== 32 || !UUID.test(id) || writeCursor(id) !== cursor) throw invalidCursor();
  return id;
}

export const invalidCursor = () =>
  new Problem(400, 'invalid_cursor', 'Use `nextCursor` from the previous page, unchanged.');

/** Cuts `limit + 1` rows to a page; the extra row shows that more follow. The cursor is the `key` of the last row. */
export function toPage<Row>(rows: Row[], limit: number, key: (row: Row) => string): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? writeCursor(key(last)) : null };
}
