import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { testServer } from '../../../testing/server.ts';
import { localTime, mondayOf } from './local-time.ts';
import { quietHoursEnd } from './quiet-hours.ts';

const t = await testServer();
afterAll(t.close);

test('preferences have defaults until they are changed, and a change keeps the other fields', async () => {
  const [ayse] = await t.members(1);
  const first = await t.as(ayse!).get('/notifications/preferences');
  expect(first).toMatchObject({
    kinds: { like: { inApp: true, push: false, email: true }, message: { inApp: false, push: true } },
    quietHours: null,
    timeZone: 'Europe/Istanbul',
    digest: 'none',
  });
  await t
    .as(ayse!)
    .patch('/notifications/preferences', { kinds: { like: { push: true } }, digest: 'weekly' });
  const change = { quietHours: { from: '22:30', until: '07:00' }, kinds: { like: { email: false } } };
  expect(await t.as(ayse!).patch('/notifications/preferences', change)).toEqual({
    ...first,
    kinds: { ...first.kinds, like: { inApp: true, push: true, email: false } },
    quietHours: { from: '22:30', until: '07:00' },
    digest: 'weekly',
  });
  expect(await t.as(ayse!).patch('/notifications/preferences', { quietHours: null })).toMatchObject({
    quietHours: null,
    digest: 'weekly',
  });
});

test('notifications of decisions about a member cannot be removed from their list', async () => {
  const [ayse] = await t.members(1);
  const body = { kinds: { moderation: { inApp: false, push: false } } };
  expect((await t.as(ayse!).patch('/notifications/preferences', body)).kinds.moderation).toEqual({
    inApp: true,
    push: false,
    email: true,
  });
});

test.for([
  { kinds: { likes: { push: true } } },
  { kinds: { like: { sms: true } } },
  { kinds: { like: { push: 'yes' } } },
  { quietHours: { from: '24:00', until: '07:00' } },
  { quietHours: { from: '22:00' } },
  { timeZone: 'Mars/Olympus' },
  { digest: 'hourly' },
  { pushKey: 'x' },
])('%o is refused', async (body) => {
  const [ayse] = await t.members(1);
  expect(await t.as(ayse!).patch('/notifications/preferences', body)).toMatchObject({ status: 400 });
});

const zones = fc.constantFrom(
  'Europe/Istanbul',
  'UTC',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
);
const minute = fc.integer({ min: 0, max: 1_439 });
const moment = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });

test('quiet hours end at the local time of their end, in every time zone', () => {
  fc.assert(
    fc.property(
      moment,
      minute,
      minute,
      fc.constantFrom('Europe/Istanbul', 'UTC', 'Asia/Kathmandu'),
      (now, from, until, zone) => {
        const end = quietHoursEnd(now, { from, until }, zone);
        const { minutes } = localTime(now, zone);
        const length = (until - from + 1_440) % 1_440;
        const isQuiet = (minutes - from + 1_440) % 1_440 < length;
        expect(end !== null).toBe(isQuiet);
        if (end === null) return;
        expect(localTime(end, zone).minutes).toBe(until);
        expect(end.getTime() - now.getTime()).toBeLessThanOrEqual(length * 60_000);
        expect(end.getTime()).toBeGreaterThan(now.getTime());
        expect(quietHoursEnd(end, { from, until }, zone)).toBeNull();
      },
    ),
  );
});

test.for([
  ['spring', '2026-03-28T23:00:00Z', '2026-03-29T05:00:00Z'],
  ['autumn', '2026-10-24T22:00:00Z', '2026-10-25T06:00:00Z'],
  ['no change', '2026-06-01T22:00:00Z', '2026-06-02T05:00:00Z'],
] as const)('quiet hours end at seven local time in the night of a clock change: %s', ([, now, end]) => {
  const quiet = { from: 22 * 60, until: 7 * 60 };
  expect(quietHoursEnd(new Date(now), quiet, 'Europe/Berlin')).toEqual(new Date(end));
});

test('quiet hours around a clock change end outside of themselves, after now, and at most an hour late', () => {
  const changes = fc.constantFrom(
    ['Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['Europe/Berlin', '2026-10-25T01:00:00Z'],
    ['America/New_York', '2026-03-08T07:00:00Z'],
    ['America/Santiago', '2026-09-06T04:00:00Z'],
    ['Asia/Beirut', '2026-03-28T22:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    ['Antarctica/Troll', '2026-03-29T01:00:00Z'],
  );
  const near = fc.integer({ min: 0, max: 180 });
  fc.assert(
    fc.property(
      changes,
      fc.integer({ min: -180, max: 60 }),
      near,
      near,
      ([zone = '', at = ''], before, a, b) => {
        const now = new Date(Date.parse(at) + before * 60_000);
        const { minutes } = localTime(now, zone);
        const quiet = { from: (minutes - a + 1_440) % 1_440, until: (minutes + b) % 1_440 };
        const length = (quiet.until - quiet.from + 1_440) % 1_440;
        const isQuiet = (time: number) => {
          const since = (localTime(new Date(time), zone).minutes - quiet.from + 1_440) % 1_440;
          return since < length;
        };
        const end = quietHoursEnd(now, quiet, zone);
        expect(end === null).toBe(!isQuiet(now.getTime()));
        if (end === null) return;
        const time = end.getTime();
        expect(time).toBeGreaterThan(now.getTime());
        expect(isQuiet(time)).toBe(false);
        expect(time - now.getTime()).toBeLessThanOrEqual((length + 60) * 60_000);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('the Monday of a week is the same for all of its days', () => {
  fc.assert(
    fc.property(moment, zones, (now, zone) => {
      const local = localTime(now, zone);
      const monday = mondayOf(local);
      expect(new Date(`${monday}T00:00:00Z`).getUTCDay()).toBe(1);
      const days = (Date.parse(`${local.day}T00:00:00Z`) - Date.parse(`${monday}T00:00:00Z`)) / 86_400_000;
      expect(days).toBe(local.weekday - 1);
    }),
  );
});
