import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeTooltip } from './tooltip-position.ts';

const phone = { width: 390, height: 844 };

test('a tooltip is centred above its anchor if there is room', () => {
  const place = placeTooltip(
    { left: 180, top: 400, width: 40, height: 40 },
    { width: 100, height: 30 },
    phone,
    'top',
  );
  expect(place).toEqual({ left: 150, top: 364 });
});

test('a tooltip flips to the other side if its own has no room', () => {
  const tip = { width: 100, height: 30 };
  expect(placeTooltip({ left: 180, top: 10, width: 40, height: 40 }, tip, phone, 'top').top).toBe(56);
  expect(placeTooltip({ left: 180, top: 800, width: 40, height: 40 }, tip, phone, 'bottom').top).toBe(764);
});

test('a tooltip never leaves the window at the left or the right', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 390 }),
      fc.integer({ min: 10, max: 256 }),
      fc.constantFrom('top' as const, 'bottom' as const),
      (left, width, side) => {
        const place = placeTooltip(
          { left, top: 300, width: 44, height: 44 },
          { width, height: 30 },
          phone,
          side,
        );
        expect(place.left).toBeGreaterThanOrEqual(8);
        expect(place.left + width).toBeLessThanOrEqual(382);
      },
    ),
  );
});
