import { invalidCursor } from '../../platform/page.ts';
import { RANKED } from './queries.ts';

/** How far a reader of a list of people has come: through those that were ranked, and then down by name. */
export interface PeoplePlace {
  ranked: string[];
  /** So many of them were listed. */
  listed: number;
  /** The last one listed below them; before that, nobody. */
  match: number;
  after: string;
}

const ID_BYTES = 16;
const HEAD_BYTES = 1 + 8 + ID_BYTES;
const NOBODY = '00000000-0000-0000-0000-000000000000';
/** Characters of the longest cursor. */
export const LONGEST_PEOPLE_CURSOR = Math.ceil(((HEAD_BYTES + RANKED * ID_BYTES) * 4) / 3);

/** Those that were ranked, none of them listed yet. Nearer than any name. */
export const fromTop = (ranked: string[]): PeoplePlace => ({
  ranked,
  listed: 0,
  match: Number.MAX_VALUE,
  after: NOBODY,
});

/** Opaque to callers. Who was ranked stands in it, so that no page repeats or skips anybody while members follow and rename. */
export function writePeoplePlace({ ranked, listed, match, after }: PeoplePlace): string {
  const head = Buffer.alloc(9);
  head.writeUInt8(listed);
  head.writeDoubleBE(match, 1);
  const ids = [after, ...ranked].map((id) => Buffer.from(id.replaceAll('-', ''), 'hex'));
  return Buffer.concat([head, ...ids]).toString('base64url');
}

/** @throws Problem 400 `invalid_cursor` */
export function readPeoplePlace(cursor: string): PeoplePlace {
  const bytes = Buffer.from(cursor, 'base64url');
  const count = (bytes.length - HEAD_BYTES) / ID_BYTES;
  if (!Number.isInteger(count) || count < 1 || count > RANKED || bytes.toString('base64url') !== cursor)
    throw invalidCursor();
  const listed = bytes.readUInt8();
  const match = bytes.readDoubleBE(1);
  if (listed > count || !Number.isFinite(match)) throw invalidCursor();
  const idAt = (at: number): string => {
    const hex = bytes.toString('hex', at, at + ID_BYTES);
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  };
  const ranked = Array.from({ length: count }, (_, index) => idAt(HEAD_BYTES + index * ID_BYTES));
  return { ranked, listed, match, after: idAt(9) };
}
