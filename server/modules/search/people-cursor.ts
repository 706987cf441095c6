import { invalidCursor } from '../../platform/page.ts';
import { MAX_RANKED } from './queries.ts';

/** A position in a list of people: through the ranked members, and then down by name. */
export interface PeopleCursor {
  ranked: string[];
  /** How many of them were listed. */
  listedCount: number;
  /** The last member listed after the ranked ones; the initial values are before any name. */
  match: number;
  after: string;
}

const ID_BYTES = 16;
const HEAD_BYTES = 1 + 8 + ID_BYTES;
const NIL_UUID = '00000000-0000-0000-0000-000000000000';
/** Characters of the longest cursor. */
export const MAX_PEOPLE_CURSOR_LENGTH = Math.ceil(((HEAD_BYTES + MAX_RANKED * ID_BYTES) * 4) / 3);

/** None of the ranked members is listed yet. Its match is better than any name's. */
export const startCursor = (ranked: string[]): PeopleCursor => ({
  ranked,
  listedCount: 0,
  match: Number.MAX_VALUE,
  after: NIL_UUID,
});

/**
 * Opaque to callers. The cursor contains the ranked members, so that no page repeats or skips anybody while
 * members follow and rename.
 */
export function encodePeopleCursor({ ranked, listedCount, match, after }: PeopleCursor): string {
  const head = Buffer.alloc(9);
  head.writeUInt8(listedCount);
  head.writeDoubleBE(match, 1);
  const ids = [after, ...ranked].map((id) => Buffer.from(id.replaceAll('-', ''), 'hex'));
  return Buffer.concat([head, ...ids]).toString('base64url');
}

/** @throws Problem 400 `invalid_cursor` */
export function decodePeopleCursor(cursor: string): PeopleCursor {
  const bytes = Buffer.from(cursor, 'base64url');
  const count = (bytes.length - HEAD_BYTES) / ID_BYTES;
  if (!Number.isInteger(count) || count < 1 || count > MAX_RANKED || bytes.toString('base64url') !== cursor)
    throw invalidCursor();
  const listedCount = bytes.readUInt8();
  const match = bytes.readDoubleBE(1);
  if (listedCount > count || !Number.isFinite(match)) throw invalidCursor();
  const idAt = (offset: number): string => {
    const hex = bytes.toString('hex', offset, offset + ID_BYTES);
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  };
  const ranked = Array.from({ length: count }, (_, index) => idAt(HEAD_BYTES + index * ID_BYTES));
  return { ranked, listedCount, match, after: idAt(9) };
}
