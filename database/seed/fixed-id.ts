import { createHash } from 'node:crypto';

/** A UUIDv7 of a time whose random bits come from a name: the demo is the same on every machine. */
export function fixedId(name: string, milliseconds: number): string {
  const time = milliseconds.toString(16).padStart(12, '0');
  const bits = createHash('sha256').update(name).digest('hex');
  const variant = '89ab'[Number.parseInt(bits[3] ?? '0', 16) % 4];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${bits.slice(0, 3)}-${variant}${bits.slice(4, 7)}-${bits.slice(8, 20)}`;
}
