import { expect, test } from 'vitest';
import { pathOf, roundedDown, summaryOf, topOf } from './values.ts';

const line = (...values: (number | null)[]) => ({ name: 'line', values });
const same = (value: number) => value;

test('a line has a gap where nothing was measured, and a lone value shows', () => {
  expect(pathOf([1, 2, null, 3, null, null, 4, 5], same)).toBe('M0 1.0L1 2.0M2.75 3.0H3.25M6 4.0L7 5.0');
  expect(pathOf([null, null], same)).toBe('');
});

test('a summary ignores what was not measured', () => {
  expect(summaryOf(line(null, 3, 1, null))).toEqual({ last: 1, lowest: 1, highest: 3 });
  expect(summaryOf(line(null))).toEqual({ last: null, lowest: null, highest: null });
});

test('the axis ends at a round number of what is shown', () => {
  expect(topOf('count', [line(0, 17), line(38)])).toBe(40);
  expect(topOf('seconds', [line(0.12)])).toBe(200);
  expect(topOf('bytes', [line(3 * 1024 ** 3)])).toBe(4);
  expect(topOf('share', [line(0.2)])).toBe(1);
  expect(topOf('count', [line(null)])).toBe(4);
});

test.for([
  [0, 0],
  [7, 7],
  [99, 99],
  [123, 120],
  [2_695, 2_600],
  [48_999, 48_000],
] as const)('a forecast of %d members is shown as %d', ([members, shown]) => {
  expect(roundedDown(members)).toBe(shown);
});
