import { type Ranked, type Scale, scoreWith } from './order.ts';
import type { Score } from './score.ts';

/** Bytes of an id, and of one signal of it: points fit into sixteen bits. */
const ID = 16;
const VALUE = 2;
/** Of an id, what tells it apart: its last bytes are random. Two posts in four billion have the same. */
const TAIL = 4;

const stepOf = ({ signals }: Scale): number => ID + VALUE * signals.length;

/** How many places there are in what was packed. */
export const lengthOf = (packed: Buffer, scale: Scale): number => packed.length / stepOf(scale);

/** A ranking in few bytes: of each place its id and its signals. */
export function pack(ranked: readonly Ranked[], scale: Scale): Buffer {
  const step = stepOf(scale);
  const packed = Buffer.alloc(ranked.length * step);
  let at = 0;
  for (const { id, values } of ranked) {
    writeId(packed, id, at);
    for (let index = 0; index < scale.signals.length; index++)
      packed.writeInt16BE(values[index] ?? 0, at + ID + VALUE * index);
    at += step;
  }
  return packed;
}

/** What a hexadecimal digit stands for, by its character code. */
const DIGITS = new Uint8Array(128);
for (let value = 0; value < 16; value++) DIGITS[value.toString(16).charCodeAt(0)] = value;
const DASH = '-'.charCodeAt(0);

/** An id as its 16 bytes. Digit by digit: a fifth of what a text without dashes and its decoding cost. */
function writeId(packed: Buffer, id: string, from: number): void {
  let at = from;
  for (let index = 0; index < id.length; index += 2) {
    if (id.charCodeAt(index) === DASH) index += 1;
    packed[at++] = ((DIGITS[id.charCodeAt(index)] ?? 0) << 4) | (DIGITS[id.charCodeAt(index + 1)] ?? 0);
  }
}

/** The id that stands at a byte. */
export function idAt(packed: Buffer, at: number): string {
  const hex = packed.toString('hex', at, at + ID);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** What stands at a place, with its score. */
export interface Shown {
  id: string;
  score: Score;
}

/** The places from one on, up to and without another. */
export function unpack(packed: Buffer, scale: Scale, from: number, until: number): Shown[] {
  const step = stepOf(scale);
  const shown: Shown[] = [];
  for (let place = from; place < until; place++) {
    const at = place * step;
    const values = scale.signals.map((_signal, index) => packed.readInt16BE(at + ID + VALUE * index));
    shown.push({ id: idAt(packed, at), score: scoreWith(scale, values) });
  }
  return shown;
}

/** The tails of the ids in what was packed, one after the other. */
export function tailsOf(packed: Buffer, scale: Scale): Buffer {
  const step = stepOf(scale);
  const tails = Buffer.alloc((packed.length / step) * TAIL);
  for (let place = 0; place * step < packed.length; place++)
    packed.copy(tails, place * TAIL, place * step + ID - TAIL, place * step + ID);
  return tails;
}

/** Tails as numbers, to be looked up. */
export function tailSet(tails: Buffer): Set<number> {
  const numbers = new Set<number>();
  for (let at = 0; at < tails.length; at += TAIL) numbers.add(tails.readUInt32BE(at));
  return numbers;
}

/** The same of an id. */
export const tailOf = (id: string): number => Number.parseInt(id.slice(-2 * TAIL), 16);
