import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Rect, toastBottom } from './toast-position.ts';

const phone = { width: 390, height: 844 };
const desktop = { width: 1440, height: 900 };
const across = (top: number, bottom: number): Rect => ({ left: 0, right: 390, top, bottom });

test('a toast is at the bottom, above the bar that is there', () => {
  expect(toastBottom(phone, [])).toBe(16);
  expect(toastBottom(phone, [across(788, 844)])).toBe(72);
});

test('it is above the composer of a conversation, also one that has grown', () => {
  expect(toastBottom(phone, [across(780, 844)])).toBe(80);
  expect(toastBottom(phone, [across(600, 844)])).toBe(260);
});

test('it is above a composer in the page that is right above the bar', () => {
  expect(toastBottom(phone, [across(788, 844), across(640, 760)])).toBe(844 - 640 + 16);
  // In any order.
  expect(toastBottom(phone, [across(640, 760), across(788, 844)])).toBe(844 - 640 + 16);
});

test('it is above a low sheet, and below the header over a tall one', () => {
  expect(toastBottom(phone, [across(500, 844)])).toBe(360);
  expect(toastBottom(phone, [across(48, 844)])).toBe(844 - 64 - 96);
});

test('what is hidden, beside it or as large as the screen does not move it', () => {
  expect(toastBottom(phone, [{ left: 0, right: 0, top: 0, bottom: 0 }])).toBe(16);
  expect(toastBottom(phone, [across(0, 844)])).toBe(16);
  expect(toastBottom(desktop, [{ left: 144, right: 376, top: 0, bottom: 880 }])).toBe(16);
  expect(toastBottom(desktop, [{ left: 600, right: 1200, top: 830, bottom: 900 }])).toBe(86);
});

test('where there is room, nothing is covered', () => {
  const part = fc
    .tuple(fc.integer({ min: 300, max: 840 }), fc.integer({ min: 1, max: 60 }))
    .map(([top, height]) => across(top, Math.min(844, top + height)));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 3 }), (parts) => {
      const lowest = phone.height - toastBottom(phone, parts);
      expect(lowest - 96).toBeGreaterThanOrEqual(64);
      if (lowest > 160)
        for (const { top, bottom } of parts) expect(top >= lowest || bottom <= lowest - 96).toBe(true);
    }),
  );
});
