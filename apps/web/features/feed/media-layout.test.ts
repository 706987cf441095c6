import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellAspect, gridMaxWidth } from './media-layout.ts';

const picture = (width: number, height: number) => ({ width, height });
/** The share of a picture that a cell of another shape shows. */
const shownShare = (aspect: number, cell: number) => Math.min(aspect / cell, cell / aspect);

test('a single picture of a usual shape is shown whole', () => {
  for (const [width, height] of [
    [9, 16],
    [3, 4],
    [1, 1],
    [16, 9],
    [21, 9],
  ] as const)
    expect(cellAspect([picture(width, height)])).toBeCloseTo(width / height);
});

test('an upright picture is made narrower, a wide one is not', () => {
  expect(gridMaxWidth([picture(900, 1_600)])).toBe('19.13rem');
  expect(gridMaxWidth([picture(1_600, 900)])).toBeUndefined();
  expect(gridMaxWidth([picture(900, 1_600), picture(900, 1_600)])).toBeUndefined();
});

test('a 9:16 picture shows more than a third of itself, whatever is beside it', () => {
  const side = fc.integer({ min: 1, max: 4_000 });
  const others = fc.array(fc.record({ width: side, height: side }), { maxLength: 3 });
  fc.assert(
    fc.property(others, (beside) => {
      const cell = cellAspect([picture(900, 1_600), ...beside]);
      expect(shownShare(9 / 16, cell)).toBeGreaterThan(1 / 3);
      // Of three the first is twice as high.
      if (beside.length === 2) expect(shownShare(9 / 16, cell / 2)).toBeGreaterThan(1 / 3);
    }),
  );
});

test('pictures without a known size get a usual shape', () => {
  const unknown = { width: null, height: null };
  expect(cellAspect([unknown])).toBeCloseTo(16 / 9);
  expect(cellAspect([unknown, unknown])).toBeCloseTo(4 / 3);
});
