import { invalidCursor, readCursor, writeCursor } from '../../../platform/page.ts';

/** A position in search results. */
export type SearchPosition =
  /** Chronological: posts older than this one, from the top if null. */
  | { kind: 'time'; before: string | null }
  /**
   * Ranked: the ranked posts that are not shown yet, and then matches older than the ranked ones, if there
   * are any.
   */
  | { kind: 'ranked'; ids: string[]; before: string | null; isCorrected: boolean };

/** Maximum number of ids in a cursor. */
export const MAX_IDS = 100;
/** Characters of the longest cursor. */
export const MAX_CURSOR_LENGTH = 2_200;

const ID_BYTES = 16;
const NIL_UUID = '00000000-0000-0000-0000-000000000000';

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

/**
 * Opaque to callers. The cursor contains the ranked ids itself: nothing is stored, and no page repeats or
 * skips a post.
 */
export function encodePosition(position: SearchPosition): string | null {
  if (position.kind === 'time') return position.before === null ? null : writeCursor(position.before);
  const { ids, before, isCorrected } = position;
  const head = Buffer.from([isCorrected ? 1 : 0]);
  return Buffer.concat([head, ...[before ?? NIL_UUID, ...ids].map(bytesOf)]).toString('base64url');
}

/** @throws Problem 400 `invalid_cursor` */
export function decodePosition(cursor: string | undefined): SearchPosition {
  if (cursor === undefined) return { kind: 'time', before: null };
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length === ID_BYTES) return { kind: 'time', before: readCursor(cursor) };
  const count = (bytes.length - 1) / ID_BYTES;
  if (!Number.isInteger(count) || count < 2 || count > MAX_IDS + 1 || (bytes[0] ?? 2) > 1)
    throw invalidCursor();
  if (bytes.toString('base64url') !== cursor) throw invalidCursor();
  const idAt = (index: number): string => {
    const hex = bytes.toString('hex', 1 + index * ID_BYTES, 1 + (index + 1) * ID_BYTES);
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  };
  const before = idAt(0);
  return {
    kind: 'ranked',
    ids: Array.from({ length: count - 1 }, (_, index) => idAt(index + 1)),
    before: before === NIL_UUID ? null : before,
    isCorrected: bytes[0] === 1,
  };
}
