import { expect, test } from 'vitest';
import type { MailStatus } from './types.ts';
import { verdictOf } from './verdict.ts';

const now = new Date('2026-09-14T09:00:00Z');
const totals = (sent: number | null, refused: number | null, failed: number | null) => ({
  sent,
  refused,
  failed,
});
const status = (over: Partial<MailStatus> & { hour?: MailStatus['totals']['hour'] }): MailStatus => {
  const { hour = totals(100, 0, 0), ...rest } = over;
  return {
    sender: 'posta@kampus.example',
    server: 'mail:587',
    waiting: 0,
    oldestAt: null,
    givenUp: 0,
    hourSince: now.toISOString(),
    totals: { hour, day: hour, week: hour },
    chart: [],
    domains: [],
    kinds: [],
    answers: [],
    undeliverable: 0,
    senderCheck: { requestedAt: null, checkedAt: null, lines: [] },
    testEmail: null,
    ...rest,
  };
};
const row = (domain: string | null, sent: number | null, refused: number | null, delayed: number | null) => ({
  domain,
  university: null,
  isTroubled: (refused ?? 0) + (delayed ?? 0) > (sent ?? 0),
  sent,
  refused,
  delayed,
  failed: delayed,
  medianSeconds: 3,
});

test('the first line says what is worst', () => {
  const kindOf = (over: Parameters<typeof status>[0]) => verdictOf(status(over), now);
  expect(kindOf({ server: null })).toEqual({ kind: 'files' });
  expect(kindOf({})).toEqual({ kind: 'fine' });
  expect(kindOf({ hour: totals(0, 0, 0) })).toEqual({ kind: 'quiet' });
  expect(kindOf({ hour: totals(0, 0, 40) })).toEqual({ kind: 'stopped' });
  expect(kindOf({ hour: totals(0, null, 0) })).toEqual({ kind: 'stopped' });
  expect(kindOf({ oldestAt: '2026-09-14T08:40:00Z' })).toEqual({ kind: 'slow', minutes: 20 });
  expect(kindOf({ oldestAt: '2026-09-14T08:55:00Z' })).toEqual({ kind: 'fine' });
  expect(kindOf({ domains: [row('a.example', 100, 0, null), row('b.example', 0, 0, 300)] })).toEqual({
    kind: 'domains',
    domains: ['b.example'],
  });
  expect(kindOf({ domains: [row('a.example', 100, 10, 0)] })).toEqual({ kind: 'refused' });
  expect(kindOf({ domains: [row('a.example', 1_000, 10, 0), row(null, null, null, null)] })).toEqual({
    kind: 'fine',
  });
});
