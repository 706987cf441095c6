import { createFormatter } from 'use-intl/core';
import { expect, test } from 'vitest';
import { recentAsNow } from './recent-as-now.ts';

const now = new Date('2026-11-29T12:00:00Z');

test.for([
  ['tr', 1, 'şimdi'],
  ['tr', 59, 'şimdi'],
  ['tr', -5, 'şimdi'],
  ['tr', 60, '1 dk. önce'],
  ['en', 30, 'now'],
  ['en', 7_200, '2h ago'],
] as const)('%s: %i seconds ago is %s', ([locale, seconds, text]) => {
  const format = createFormatter({ locale, timeZone: 'UTC' });
  const moment = new Date(now.getTime() - seconds * 1_000);
  expect(format.relativeTime(recentAsNow(moment, now), { now, style: 'narrow' })).toBe(text);
});
