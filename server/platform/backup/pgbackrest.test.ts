import { expect, test } from 'vitest';
import { dueKind, expendable, type StoredBackup } from './pgbackrest.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const start = Date.parse('2026-01-01T15:20:00Z');
/** The hours of the timer. */
const HOURS = [2, 8, 14, 20];

/** Backups as pgBackRest would have them after some days of the timer. @param isDown whether the machine stands still */
function live(days: number, isDown: (day: number) => boolean = () => false) {
  let backups: StoredBackup[] = [];
  let made = 0;
  const turn = (at: Date) => {
    const kind = dueKind(backups, at);
    if (kind === undefined) return;
    const ofKind = (kinds: string[]) => backups.findLast((one) => kinds.includes(one.kind));
    const prior = { full: undefined, diff: ofKind(['full']), incr: backups.at(-1) }[kind];
    const references = prior ? [...prior.references, prior.label] : [];
    const label = String(made++);
    backups.push({ label, kind, at, bytes: 1, hasDamagedPages: false, references, counted: undefined });
    if (kind === 'incr') return;
    const gone = new Set(expendable(backups, at));
    backups = backups.filter((one) => !gone.has(one));
  };
  turn(new Date(start));
  for (let day = 1; day <= days; day++)
    for (const hour of HOURS)
      if (!isDown(day)) turn(new Date(Date.parse('2026-01-01T00:00:00Z') + day * DAY_MS + hour * HOUR_MS));
  return { backups, now: new Date(Date.parse('2026-01-01T20:00:00Z') + days * DAY_MS), made };
}
const ageDays = (backup: StoredBackup, now: Date) => (now.getTime() - backup.at.getTime()) / DAY_MS;

test('the first backup is a full one; then a full one each week, a differential one each day, and four a day together', () => {
  const { backups, now } = live(7);
  expect(backups[0]?.kind).toBe('full');
  const lastDay = backups.filter((backup) => ageDays(backup, now) < 1);
  expect(lastDay.map(({ kind }) => kind)).toEqual(['diff', 'incr', 'incr', 'incr']);
  const { backups: month, now: end } = live(28);
  const fulls = month.filter(({ kind }) => kind === 'full');
  expect(fulls.length).toBeGreaterThanOrEqual(4);
  // Members sleep.
  for (const { at } of fulls.slice(1)) expect(at.getUTCHours()).toBe(2);
  expect(Math.min(...fulls.map((backup) => ageDays(backup, end)))).toBeLessThan(8);
});

test('nothing is due right after a backup', () => {
  const { backups, now } = live(3);
  expect(dueKind(backups, now)).toBeUndefined();
});

test('a night that was missed is made up for by day', () => {
  const { backups } = live(6);
  const at = new Date(Date.parse('2026-01-09T14:00:00Z'));
  expect(dueKind(backups, at)).toBe('full');
  expect(dueKind(live(3).backups, new Date(Date.parse('2026-01-05T14:00:00Z')))).toBe('diff');
});

test('after two years: a week of every backup, four weeks, twelve months, and nothing older than 366 days', () => {
  const { backups, now, made } = live(730);
  const labels = new Set(backups.map(({ label }) => label));
  for (const { references } of backups) for (const label of references) expect(labels).toContain(label);
  expect(backups.filter((backup) => ageDays(backup, now) < 7)).toHaveLength(28);
  const fulls = backups.filter(({ kind }) => kind === 'full');
  const months = new Set(fulls.map(({ at }) => at.toISOString().slice(0, 7)));
  expect(months.size).toBeGreaterThanOrEqual(12);
  expect(fulls.filter((backup) => ageDays(backup, now) <= 35).length).toBeGreaterThanOrEqual(4);
  expect(Math.max(...backups.map((backup) => ageDays(backup, now)))).toBeLessThanOrEqual(367);
  expect(backups.length).toBeLessThan(80);
  expect(made).toBeGreaterThan(2_900);
});

test('a machine that stood still for weeks keeps what it has', () => {
  const { backups } = live(60, (day) => day > 30 && day < 55);
  expect(backups.some(({ at }) => at < new Date('2026-02-01'))).toBe(true);
});
