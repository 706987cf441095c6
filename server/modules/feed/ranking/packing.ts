import { type Ranked, type Scale, scoreValues } from './rank.ts';
import type { Score } from './score.ts';

/** Bytes of an id, and of one signal of it: points fit into sixteen bits. */
const ID_BYTES = 16;
const VALUE_BYTES = 2;
/** Of an id, what tells it apart: its last bytes are random. Two posts in four billion have the same. */
const TAIL_BYTES = 4;

const recordSize = ({ signals }: Scale): number => ID_BYTES + VALUE_BYTES * signals.length;

/** How many places there are in what was packed. */
export const countRecords = (packed: Buffer, scale: Scale): number => packed.length / recordSize(scale);

/** A ranking in few bytes: of each place its id and its signals. */
export function pack(ranked: readonly Ranked[], scale: Scale): Buffer {
  const size = recordSize(scale);
  const packed = Buffer.alloc(ranked.length * size);
  let offset = 0;
  for (const { id, values } of ranked) {
    writeId(packed, id, offset);
    for (let index = 0; index < scale.signals.length; index++)
      packed.writeInt16BE(values[index] ?? 0, offset + ID_BYTES + VALUE_BYTES * index);
    offset += size;
  }
  return packed;
}

/** What a hexadecimal digit stands for, by its character code. */
const DIGITS = new Uint8Array(128);
for (let value = 0; value < 16; value++) DIGITS[value.toString(16).charCodeAt(0)] = value;
const DASH = '-'.charCodeAt(0);

/** An id as its 16 bytes. Digit by digit: a fifth of what a text without dashes and its decoding cost. */
function writeId(packed: Buffer, id: string, from: number): void {
  let offset = from;
  for (let index = 0; index < id.length; index += 2) {
    if (id.charCodeAt(index) === DASH) index += 1;
    packed[offset++] = ((DIGITS[id.charCodeAt(index)] ?? 0) << 4) | (DIGITS[id.charCodeAt(index + 1)] ?? 0);
  }
}

/** The id that stands at a byte. */
export function idAt(packed: Buffer, offset: number): string {
  const hex = packed.toString('hex', offset, offset + ID_BYTES);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** What stands at a place, with its score. */
export interface ScoredId {
  id: string;
  score: Score;
}

/** The places from one on, up to and without another. */
export function unpack(packed: Buffer, scale: Scale, from: number, until: number): ScoredId[] {
  const size = recordSize(scale);
  const shown: ScoredId[] = [];
  for (let row = from; row < until; row++) {
    const offset = row * size;
    const values = scale.signals.map((_signal, index) =>
      packed.readInt16BE(offset + ID_BYTES + VALUE_BYTES * index),
    );
    shown.push({ id: idAt(packed, offset), score: scoreValues(scale, values) });
  }
  return shown;
}

/** The tails of the ids in what was packed, one after the other. */
export function tailsOf(packed: Buffer, scale: Scale): Buffer {
  const size = recordSize(scale);
  const tails = Buffer.alloc((packed.length / size) * TAIL_BYTES);
  for (let row = 0; row * size < packed.length; row++)
    packed.copy(tails, row * TAIL_BYTES, row * size + ID_BYTES - TAIL_BYTES, row * size + ID_BYTES);
  return tails;
}

/** Tails as numbers, to be looked up. */
export function tailSet(tails: Buffer): Set<number> {
  const numbers = new Set<number>();
  for (let offset = 0; offset < tails.length; offset += TAIL_BYTES) numbers.add(tails.readUInt32BE(offset));
  return numbers;
}

/** The same of an id. */
export const tailOf = (id: string): number => Number.parseInt(id.slice(-2 * TAIL_BYTES), 16);
