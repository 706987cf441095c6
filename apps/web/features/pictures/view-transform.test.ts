import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clampView,
  fitAround,
  fitInside,
  INITIAL_VIEW,
  moveBy,
  pinch,
  roomOf,
  swipeOf,
  type ViewLimits,
  visiblePart,
  wheelFactor,
  zoomTo,
} from './view-transform.ts';

const side = fc.integer({ min: 1, max: 6_000 });
const size = fc.record({ width: side, height: side });
const coordinate = fc.double({ min: -5_000, max: 5_000, noNaN: true });
const point = fc.record({ x: coordinate, y: coordinate });
const view = fc.record({
  scale: fc.double({ min: 0.01, max: 50, noNaN: true }),
  x: coordinate,
  y: coordinate,
});
const fits = fc.constantFrom(fitInside, fitAround);
const limits = fc
  .record({ picture: size, frame: size, fit: fits, maxScale: fc.double({ min: 1, max: 20, noNaN: true }) })
  .map(({ picture, frame, fit, maxScale }) => ({ picture, frame, fitted: fit(picture, frame), maxScale }));

test('a picture fits into its frame, or covers it, in its own shape', () => {
  fc.assert(
    fc.property(size, size, (picture, frame) => {
      const inside = fitInside(picture, frame);
      const around = fitAround(picture, frame);
      expect(inside.width).toBeLessThanOrEqual(frame.width * 1.000001);
      expect(inside.height).toBeLessThanOrEqual(frame.height * 1.000001);
      expect(around.width).toBeGreaterThanOrEqual(frame.width * 0.999999);
      expect(around.height).toBeGreaterThanOrEqual(frame.height * 0.999999);
      for (const { width, height } of [inside, around])
        expect(width / height).toBeCloseTo(picture.width / picture.height, 3);
    }),
  );
});

test('no zoom, move or pinch leaves the limits, and an allowed view stays as it is', () => {
  const expectAllowed = (given: ReturnType<typeof clampView>, within: ViewLimits) => {
    expect(given.scale).toBeGreaterThanOrEqual(1);
    expect(given.scale).toBeLessThanOrEqual(within.maxScale);
    const room = roomOf(given.scale, within);
    expect(Math.abs(given.x)).toBeLessThanOrEqual(room.x);
    expect(Math.abs(given.y)).toBeLessThanOrEqual(room.y);
    expect(clampView(given, within)).toEqual(given);
  };
  fc.assert(
    fc.property(
      limits,
      view,
      point,
      point,
      point,
      point,
      fc.double({ min: 0, max: 99, noNaN: true }),
      (within, any, a, b, c, d, scale) => {
        const start = clampView(any, within);
        expectAllowed(start, within);
        expectAllowed(zoomTo(start, scale, a, within), within);
        expectAllowed(moveBy(start, a, within), within);
        expectAllowed(pinch(start, [a, b], [c, d], within), within);
      },
    ),
  );
});

test('a fitted picture has no room to move, whatever is rounded', () => {
  fc.assert(
    fc.property(size, size, (picture, frame) => {
      const within = { fitted: fitInside(picture, frame), frame, maxScale: 4 };
      expect(roomOf(1, within)).toEqual({ x: 0, y: 0 });
    }),
  );
});

test('what lies under the finger stays there while one zooms in', () => {
  const within = { fitted: { width: 400, height: 400 }, frame: { width: 400, height: 400 }, maxScale: 8 };
  const at = { x: 100, y: -50 };
  const zoomed = zoomTo(INITIAL_VIEW, 4, at, within);
  // The same place of the picture, before and after.
  expect((at.x - zoomed.x) / zoomed.scale).toBeCloseTo(at.x);
  expect((at.y - zoomed.y) / zoomed.scale).toBeCloseTo(at.y);
});

test('a pinch scales by the distance of the fingers and follows them', () => {
  const within = { fitted: { width: 400, height: 400 }, frame: { width: 400, height: 400 }, maxScale: 8 };
  const zoomed = pinch(
    INITIAL_VIEW,
    [
      { x: -50, y: 0 },
      { x: 50, y: 0 },
    ],
    [
      { x: -80, y: 10 },
      { x: 120, y: 10 },
    ],
    within,
  );
  expect(zoomed).toEqual({ scale: 2, x: 20, y: 10 });
});

test('the part that a covered frame shows lies in the picture and has the shape of the frame', () => {
  fc.assert(
    fc.property(size, size, view, (picture, frame, any) => {
      const within = { fitted: fitAround(picture, frame), frame, maxScale: 5 };
      const part = visiblePart(clampView(any, within), within, picture);
      expect(part.x).toBeGreaterThanOrEqual(0);
      expect(part.y).toBeGreaterThanOrEqual(0);
      expect(part.x + part.width).toBeLessThanOrEqual(picture.width * 1.000001);
      expect(part.y + part.height).toBeLessThanOrEqual(picture.height * 1.000001);
      expect(part.width / frame.width / (part.height / frame.height)).toBeCloseTo(1, 3);
    }),
  );
});

test('moving a picture to the right shows its left part', () => {
  const picture = { width: 800, height: 400 };
  const frame = { width: 100, height: 100 };
  const within = { fitted: fitAround(picture, frame), frame, maxScale: 5 };
  const left = moveBy(INITIAL_VIEW, { x: 1_000, y: 0 }, within);
  expect(visiblePart(left, within, picture)).toEqual({ x: 0, y: 0, width: 400, height: 400 });
});

test('the wheel zooms in upwards and out downwards, whatever its unit', () => {
  for (const deltaMode of [0, 1])
    for (const ctrlKey of [true, false]) {
      const up = wheelFactor({ deltaY: -3, deltaMode, ctrlKey });
      const down = wheelFactor({ deltaY: 3, deltaMode, ctrlKey });
      expect(up).toBeGreaterThan(1);
      expect(up * down).toBeCloseTo(1);
    }
});

const frame = { width: 390, height: 844 };
test.each([
  ['to the left', { x: -200, y: 10 }, 'next'],
  ['to the right', { x: 200, y: 10 }, 'previous'],
  ['down', { x: 10, y: 300 }, 'close'],
  ['up', { x: 10, y: -300 }, 'none'],
  ['a little', { x: 12, y: 3 }, 'none'],
  ['slowly and not far', { x: -60, y: 3 }, 'none'],
] as const)('a swipe %s', (_, by, expected) => {
  expect(swipeOf(by, 400, frame, true)).toBe(expected);
});

test('a flick needs no distance, and one picture alone is not turned', () => {
  expect(swipeOf({ x: -60, y: 3 }, 80, frame, true)).toBe('next');
  expect(swipeOf({ x: -200, y: 3 }, 80, frame, false)).toBe('none');
});
