import { axisMaximum } from '../../lib/axis.ts';
import type { Line, Unit } from './types.ts';

/** By what a value is multiplied to be shown: seconds as milliseconds, bytes as gigabytes. */
const FACTORS: Record<Unit, number> = {
  perSecond: 1,
  seconds: 1_000,
  count: 1,
  share: 1,
  bytes: 1 / 1024 ** 3,
};

export const shownValue = (unit: Unit, value: number): number => value * FACTORS[unit];

/** The top of the axis, as it is shown. A share always has the whole scale. */
export const topOf = (unit: Unit, lines: readonly Line[]): number =>
  unit === 'share'
    ? 1
    : axisMaximum(
        lines.reduce(
          (largest, { values }) =>
            values.reduce<number>((top, value) => Math.max(top, shownValue(unit, value ?? 0)), largest),
          0,
        ),
      );

export interface Summary {
  last: number | null;
  lowest: number | null;
  highest: number | null;
}

/** What a line was last, and between what it moved. Null if nothing was measured. */
export function summaryOf({ values }: Line): Summary {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return { last: null, lowest: null, highest: null };
  return {
    last: known.at(-1) ?? null,
    lowest: known.reduce((least, value) => Math.min(least, value)),
    highest: known.reduce((most, value) => Math.max(most, value)),
  };
}

/** Points of an SVG path from the left to the right, with a gap where nothing was measured. A lone value is a dash of half a step. */
export function pathOf(values: Line['values'], toY: (value: number) => number): string {
  const parts: string[] = [];
  for (const [x, value] of values.entries()) {
    if (value === null) continue;
    const y = toY(value).toFixed(1);
    const isAlone = (values[x - 1] ?? null) === null && (values[x + 1] ?? null) === null;
    if (isAlone) parts.push(`M${x - 0.25} ${y}H${x + 0.25}`);
    else parts.push(`${(values[x - 1] ?? null) === null ? 'M' : 'L'}${x} ${y}`);
  }
  return parts.join('');
}

/** Two digits: the forecast is not better than that. */
export function roundedDown(members: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, members))) - 1);
  return Math.floor(members / unit) * unit;
}
