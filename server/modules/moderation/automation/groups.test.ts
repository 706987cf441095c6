import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FEWEST_PEOPLE, type Group, publishable } from './groups.ts';

const group = (from: number, count: number, hits = count): Group => ({
  name: null,
  nameTr: null,
  hits,
  people: new Set(Array.from({ length: count }, (_, index) => `member-${from + index}`)),
});

test('a group of fewer than five people is left out, and the next one if four would be left by subtraction', () => {
  const groups = new Map([
    ['a', group(0, 30)],
    ['b', group(100, 6)],
    ['c', group(200, 4)],
  ]);
  expect(publishable(groups)).toEqual({
    items: [{ key: 'a', name: null, nameTr: null, hits: 30, people: 30 }],
    hiddenGroups: 2,
  });
  expect(publishable(new Map([['b', group(0, 6)]]))).toMatchObject({
    items: [{ key: 'b', people: 6 }],
    hiddenGroups: 0,
  });
});

test('never fewer than five people, neither shown nor left out next to a shown one', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 6 }), (sizes) => {
      const groups = new Map(sizes.map((size, index) => [String(index), group(index * 100, size)]));
      const { items, hiddenGroups } = publishable(groups);
      expect(items.length + hiddenGroups).toBe(sizes.length);
      for (const { people } of items) expect(people).toBeGreaterThanOrEqual(FEWEST_PEOPLE);
      const hidden =
        sizes.reduce((sum, size) => sum + size, 0) - items.reduce((sum, { people }) => sum + people, 0);
      if (items.length > 0 && hiddenGroups > 0) expect(hidden).toBeGreaterThanOrEqual(FEWEST_PEOPLE);
    }),
  );
});
