import { invalidCursor, readCursor, writeCursor } from '../../../platform/page.ts';

/** How far a reader of search has come. */
export type SearchPosition =
  /** By time: what is older than this post, from the top where null. */
  | { kind: 'time'; before: string | null }
  /** The best: those that were ranked and not shown yet, and then what is older than what was ranked, if there is any. */
  | { kind: 'ranked'; ids: string[]; before: string | null; isCorrected: boolean };

/** Ids in a cursor at most. */
export const MAX_IDS = 100;
/** Characters of the longest cursor. */
export const MAX_CURSOR_LENGTH = 2_200;

const ID_BYTES = 16;
const NIL_UUID = '00000000-0000-0000-0000-000000000000';

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

/** Opaque to callers. What was ranked stands in the cursor itself: nothing is kept, and no page repeats or skips a post. */
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
