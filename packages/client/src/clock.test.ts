import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openClock } from './clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const START = Date.parse('2026-11-29T08:00:00.000Z');

/** A device whose date is wrong by `wrongBy`, and a server that answers at once. */
function simulateDevice(wrongBy: number) {
  let truth = START;
  let offset = wrongBy;
  let slept = 0;
  let stored: { offset: number; lastServerTime: number } | undefined;
  const open = () =>
    openClock({
      wall: () => truth + offset,
      steady: () => truth - START - slept,
      read: () => stored,
      store: (now) => {
        stored = now;
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
    /** The Date header of an answer, in whole seconds. */
    date: () => Math.floor(truth / 1_000) * 1_000,
  };
}

test('the server’s time is known to a second, even if the device’s date is wrong', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -400 * 24 * HOUR_MS, max: 400 * 24 * HOUR_MS }),
      fc.array(fc.integer({ min: 0, max: HOUR_MS }), { maxLength: 20 }),
      (wrongBy, waits) => {
        const device = simulateDevice(wrongBy);
        const clock = device.open();
        clock.update(device.date(), clock.steady());
        for (const wait of waits) {
          device.pass(wait);
          expect(Math.abs(clock.now() - device.truth())).toBeLessThanOrEqual(1_000);
          clock.update(device.date(), clock.steady());
          expect(Math.abs(clock.now() - device.truth())).toBeLessThanOrEqual(1_000);
        }
      },
    ),
  );
});

test('time goes on through a sleep during which the steady clock stood still', () => {
  const device = simulateDevice(25 * HOUR_MS);
  const clock = device.open();
  clock.update(device.date(), clock.steady());
  device.sleep(8 * HOUR_MS);
  expect(Math.abs(clock.now() - device.truth())).toBeLessThanOrEqual(1_000);
  expect(clock.isUncertain).toBe(true);
});

test('setting the date back does not set the time back; setting it ahead is corrected by the next answer', () => {
  const device = simulateDevice(0);
  const clock = device.open();
  clock.update(device.date(), clock.steady());
  expect(clock.isUncertain).toBe(false);
  device.setDate(-3 * HOUR_MS);
  device.pass(MINUTE_MS);
  expect(Math.abs(clock.now() - device.truth())).toBeLessThanOrEqual(1_000);
  device.setDate(10 * HOUR_MS);
  expect(clock.isUncertain).toBe(true);
  let corrections = 0;
  clock.onCorrected(() => {
    corrections += 1;
  });
  clock.update(device.date(), clock.steady());
  expect(Math.abs(clock.now() - device.truth())).toBeLessThanOrEqual(1_000);
  expect(clock.isUncertain).toBe(false);
  expect(corrections).toBe(1);
});

test('the next page knows the time before its first answer, and never an earlier one than the last answer', () => {
  const device = simulateDevice(14 * MINUTE_MS);
  const first = device.open();
  expect(first.isSynced).toBe(false);
  first.update(device.date(), first.steady());
  device.pass(HOUR_MS);
  const second = device.open();
  expect(second.isSynced).toBe(true);
  expect(second.isUncertain).toBe(true);
  expect(Math.abs(second.now() - device.truth())).toBeLessThanOrEqual(1_000);
  device.setDate(-72 * HOUR_MS);
  expect(device.open().now()).toBeGreaterThanOrEqual(START);
});

test('slow answers and answers of the same second do not make the time jump', () => {
  const device = simulateDevice(0);
  const clock = device.open();
  clock.update(device.date(), clock.steady());
  const requestedAt = clock.steady();
  const date = device.date();
  device.pass(30_000);
  const before = clock.now();
  clock.update(date, requestedAt);
  expect(clock.now()).toBe(before);
});

test('the certain time advances by the slower of the two clocks, and never ahead of the server', () => {
  const device = simulateDevice(14 * MINUTE_MS);
  const first = device.open();
  first.update(device.date(), first.steady());
  device.pass(MINUTE_MS);
  expect(device.truth() - first.atLeast()).toBeLessThanOrEqual(1_000);
  expect(first.atLeast()).toBeLessThanOrEqual(device.truth());
  device.setDate(30 * HOUR_MS);
  expect(first.now()).toBeGreaterThan(device.truth() + 29 * HOUR_MS);
  expect(first.atLeast()).toBeLessThanOrEqual(device.truth());
  device.setDate(-90 * HOUR_MS);
  expect(first.atLeast()).toBeLessThanOrEqual(device.truth());
  first.update(device.date(), first.steady());
  expect(device.truth() - first.atLeast()).toBeLessThanOrEqual(1_000);
  // The next page starts with the stored time, whatever the date is then.
  device.setDate(60 * HOUR_MS);
  expect(device.open().atLeast()).toBeLessThanOrEqual(device.truth());
});
