import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openClock } from './clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const START = Date.parse('2026-11-29T08:00:00.000Z');

/** A device whose date is wrong by `wrongBy`, and a server that answers at once. */
function world(wrongBy: number) {
  let truth = START;
  let offset = wrongBy;
  let slept = 0;
  let kept: { offset: number; heard: number } | undefined;
  const open = () =>
    openClock({
      wall: () => truth + offset,
      steady: () => truth - START - slept,
      read: () => kept,
      keep: (now) => {
        kept = now;
      },
    });
  return {
    open,
    truth: () => truth,
    pass(ms: number) {
      truth += ms;
    },
    sleep(ms: number) {
      truth += ms;
      slept += ms;
    },
    setDate(by: number) {
      offset += by;
    },
    /** The date of an answer, in whole seconds. */
    date: () => Math.floor(truth / 1_000) * 1_000,
  };
}

test('the server’s time is known to a second, however wrong the device’s date is', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -400 * 24 * HOUR_MS, max: 400 * 24 * HOUR_MS }),
      fc.array(fc.integer({ min: 0, max: HOUR_MS }), { maxLength: 20 }),
      (wrongBy, waits) => {
        const at = world(wrongBy);
        const clock = at.open();
        clock.hear(at.date(), clock.steady());
        for (const wait of waits) {
          at.pass(wait);
          expect(Math.abs(clock.now() - at.truth())).toBeLessThanOrEqual(1_000);
          clock.hear(at.date(), clock.steady());
          expect(Math.abs(clock.now() - at.truth())).toBeLessThanOrEqual(1_000);
        }
      },
    ),
  );
});

test('time goes on through a sleep in which the steady clock stood still', () => {
  const at = world(25 * HOUR_MS);
  const clock = at.open();
  clock.hear(at.date(), clock.steady());
  at.sleep(8 * HOUR_MS);
  expect(Math.abs(clock.now() - at.truth())).toBeLessThanOrEqual(1_000);
  expect(clock.isDoubtful).toBe(true);
});

test('a date that is set back does not bring the time back; one set ahead is corrected by the next answer', () => {
  const at = world(0);
  const clock = at.open();
  clock.hear(at.date(), clock.steady());
  expect(clock.isDoubtful).toBe(false);
  at.setDate(-3 * HOUR_MS);
  at.pass(MINUTE_MS);
  expect(Math.abs(clock.now() - at.truth())).toBeLessThanOrEqual(1_000);
  at.setDate(10 * HOUR_MS);
  expect(clock.isDoubtful).toBe(true);
  let corrections = 0;
  clock.onCorrected(() => {
    corrections += 1;
  });
  clock.hear(at.date(), clock.steady());
  expect(Math.abs(clock.now() - at.truth())).toBeLessThanOrEqual(1_000);
  expect(clock.isDoubtful).toBe(false);
  expect(corrections).toBe(1);
});

test('the next page knows the time before it hears an answer, and never one before the last answer', () => {
  const at = world(14 * MINUTE_MS);
  const first = at.open();
  expect(first.isKnown).toBe(false);
  first.hear(at.date(), first.steady());
  at.pass(HOUR_MS);
  const second = at.open();
  expect(second.isKnown).toBe(true);
  expect(second.isDoubtful).toBe(true);
  expect(Math.abs(second.now() - at.truth())).toBeLessThanOrEqual(1_000);
  at.setDate(-72 * HOUR_MS);
  expect(at.open().now()).toBeGreaterThanOrEqual(START);
});

test('answers that took long or state the same second do not make the time jump', () => {
  const at = world(0);
  const clock = at.open();
  clock.hear(at.date(), clock.steady());
  const askedAt = clock.steady();
  const date = at.date();
  at.pass(30_000);
  const before = clock.now();
  clock.hear(date, askedAt);
  expect(clock.now()).toBe(before);
});

test('the time that is certain goes on by the slower of the two clocks, and never ahead of the server', () => {
  const at = world(14 * MINUTE_MS);
  const first = at.open();
  first.hear(at.date(), first.steady());
  at.pass(MINUTE_MS);
  expect(at.truth() - first.atLeast()).toBeLessThanOrEqual(1_000);
  expect(first.atLeast()).toBeLessThanOrEqual(at.truth());
  at.setDate(30 * HOUR_MS);
  expect(first.now()).toBeGreaterThan(at.truth() + 29 * HOUR_MS);
  expect(first.atLeast()).toBeLessThanOrEqual(at.truth());
  at.setDate(-90 * HOUR_MS);
  expect(first.atLeast()).toBeLessThanOrEqual(at.truth());
  first.hear(at.date(), first.steady());
  expect(at.truth() - first.atLeast()).toBeLessThanOrEqual(1_000);
  // The next page begins with what was heard, whatever the date is then.
  at.setDate(60 * HOUR_MS);
  expect(at.open().atLeast()).toBeLessThanOrEqual(at.truth());
});
