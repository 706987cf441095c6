import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromFields, quickTimes, toFields, validateTime } from './schedule-times.ts';

const moments = fc.date({ min: new Date(2026, 0, 1), max: new Date(2035, 0, 1), noInvalidDate: true });

test('quick times are in the future, within the limits, in ascending order and unique', () => {
  fc.assert(
    fc.property(moments, (now) => {
      const times = quickTimes(now).map(({ at }) => at.getTime());
      expect(times.filter((at) => validateTime(new Date(at), now) !== undefined)).toEqual([]);
      expect(new Set(times).size).toBe(times.length);
      expect(times.slice(1)).toEqual([...times.slice(1)].sort((a, b) => a - b));
    }),
  );
});

test('on a Sunday “tomorrow” is Monday, and Monday is not offered a second time', () => {
  const names = (now: Date) => quickTimes(now).map(({ name }) => name);
  expect(names(new Date(2026, 10, 22, 12))).toEqual(['inAnHour', 'tonight', 'tomorrow']);
  expect(names(new Date(2026, 10, 21, 19))).toEqual(['inAnHour', 'tomorrow', 'monday']);
});

test('a time converted to fields and back is the same to the minute', () => {
  fc.assert(
    fc.property(moments, (at) => {
      const minute = new Date(at.getFullYear(), at.getMonth(), at.getDate(), at.getHours(), at.getMinutes());
      expect(fromFields(toFields(at))).toEqual(minute);
    }),
  );
});

test.for([
  [-1, 'too_soon'],
  [60_000, 'too_soon'],
  [180_000, undefined],
  [364 * 86_400_000, undefined],
  [366 * 86_400_000, 'too_late'],
  [Number.NaN, 'incomplete'],
] as const)('%j milliseconds ahead: %s', ([ahead, fault]) => {
  const now = new Date(2026, 10, 22);
  expect(validateTime(new Date(now.getTime() + ahead), now)).toBe(fault);
});
