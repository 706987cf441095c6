import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { moduleMetrics } from '../../platform/metrics.ts';
import { testServer } from '../../testing/server.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { auth } from '../auth/index.ts';
import { StatusHistory } from './schemas.ts';
import { type BackupResult, markReadyMinute, recordBackup, recordDrill } from './service.ts';

const t = await testServer();
afterAll(t.close);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const history = async () => StatusHistory.parse(await t.anyone.get('/status/history'));
const drill = {
  backupName: '2026-11-30T02-00-00-000Z',
  detail: null,
  failedStep: null,
  rpoSeconds: 42,
  rtoSeconds: 310,
};
/** Writes a drill a minute later: those who ask at once get the same answer. */
const record = (overrides: object = {}) => {
  t.clock.advance(MINUTE_MS);
  return recordDrill(t.ctx, { ...drill, startedAt: t.ctx.clock(), finishedAt: t.ctx.clock(), ...overrides });
};

test('the history is empty at first', async () => {
  expect(await history()).toMatchObject({
    uptime: { since: null, ratio: null, days: [] },
    backup: { isSetUp: false, includesUploads: true, copies: [] },
    restoreDrill: null,
  });
});

test('each minute in which the campus is ready counts once, and others are missing', async () => {
  for (let minute = 0; minute < 3; minute++) {
    await Promise.all([markReadyMinute(t.ctx), markReadyMinute(t.ctx)]);
    t.clock.advance(MINUTE_MS);
  }
  const down = () =>
    history().then(({ uptime }) => uptime.days.reduce((sum, day) => sum + day.downMinutes, 0));
  expect(await down()).toBe(0);
  t.clock.advance(5 * MINUTE_MS);
  expect(await down()).toBe(5);
  await markReadyMinute(t.ctx);
  expect(await down()).toBe(5);
});

test('days that are long past are deleted', async () => {
  const rows = async () => (await t.ctx.pool.query('select from status.days')).rowCount;
  await t.ctx.pool.query(`insert into status.days values ('2020-01-01', repeat('1', 1440)::bit(1440))`);
  const before = await rows();
  t.clock.advance(24 * HOUR_MS);
  await markReadyMinute(t.ctx);
  expect(await rows()).toBe(before); // one more, one less
  expect((await history()).uptime.days.length).toBeLessThanOrEqual(90);
});

test('the last drill is shown: good, failed, and overdue without a new one', async () => {
  await record();
  expect((await history()).restoreDrill).toMatchObject({ status: 'ok', rpoSeconds: 42, rtoSeconds: 310 });
  const lastSuccessAt = (await history()).restoreDrill?.at;
  t.clock.advance(24 * HOUR_MS);
  await record({
    failedStep: 'backup',
    detail: '/srv/backups/… is damaged',
    rpoSeconds: null,
    rtoSeconds: null,
  });
  expect((await history()).restoreDrill).toMatchObject({
    status: 'failed',
    failedStep: 'backup',
    lastSuccessAt,
  });
  expect(JSON.stringify(await history())).not.toContain('/srv');
  await record();
  expect((await history()).restoreDrill?.status).toBe('ok');
  t.clock.advance(37 * HOUR_MS);
  expect((await history()).restoreDrill?.status).toBe('overdue');
});

test('before the first backup it is told that one will come, and what it will not hold', async () => {
  const folder = temporaryFolder('chitlaq-backups-');
  const other = await testServer({ BACKUP_DIR: folder, S3_URL: 'https://key:secret@s3.example.net/bucket' });
  expect((await other.anyone.get('/status/history')).backup).toEqual({
    isSetUp: true,
    includesUploads: false,
    copies: [],
  });
  await other.close();
  rmSync(folder, { recursive: true });
});

test('backups are shown by location: good, failed and overdue, without names of places', async () => {
  const backUp = (place: 'disk' | 'sftp' | 's3', overrides: Partial<BackupResult> = {}) => {
    t.clock.advance(MINUTE_MS);
    const now = t.ctx.clock();
    const good = { kind: 'full', startedAt: now, finishedAt: now, bytes: 7, failure: null } as const;
    return recordBackup(t.ctx, { place, ...good, ...overrides });
  };
  const copies = async () => (await history()).backup.copies;
  await backUp('disk');
  const first = t.ctx.clock();
  expect((await history()).backup.isSetUp).toBe(true);
  expect(await copies()).toMatchObject([{ location: 'here', status: 'ok', kind: 'full' }]);

  t.clock.advance(6 * HOUR_MS);
  await backUp('disk', { kind: 'incr' });
  await backUp('sftp', { kind: 'diff' });
  expect(await copies()).toMatchObject([
    { location: 'here', status: 'ok', kind: 'incremental' },
    { location: 'off_site', status: 'ok', kind: 'differential' },
  ]);
  expect(Date.parse((await copies())[0]?.at ?? '') - first.getTime()).toBeGreaterThanOrEqual(6 * HOUR_MS);

  t.clock.advance(6 * HOUR_MS);
  await backUp('disk', { kind: 'incr' });
  await backUp('sftp', { bytes: null, failure: 'backup.example.net:/srv/backups cannot be reached' });
  expect(await copies()).toMatchObject([
    { location: 'here', status: 'ok', kind: 'incremental' },
    { location: 'off_site', status: 'failed', kind: 'differential' },
  ]);
  for (const secret of ['sftp', 'disk', 'example.net', '/srv'])
    expect(JSON.stringify(await history())).not.toContain(secret);

  // Old ones do not vanish because nothing new comes.
  for (const hours of [27, 20 * 24]) {
    t.clock.advance(hours * HOUR_MS);
    expect(await copies()).toMatchObject([
      { location: 'here', status: 'overdue', kind: 'incremental' },
      { location: 'off_site', status: 'failed' },
    ]);
  }
  // A place is given up once another has had its backups for two weeks without it.
  await backUp('s3', { bytes: null, failure: 'refused' });
  expect(await copies()).toHaveLength(2);
  await backUp('s3');
  expect(await copies()).toMatchObject([{ location: 'off_site', status: 'ok', kind: 'full' }]);
});

test('all who ask within ten seconds share one answer', async () => {
  const toNextSpan = () => t.clock.advance(10_000 - (t.ctx.clock().getTime() % 10_000));
  toNextSpan();
  const answers = await Promise.all([history(), history()]);
  await t.ctx.pool.query('delete from status.restore_drills');
  for (const answer of [...answers, await history()]) expect(answer).toEqual(answers[0]);
  expect(answers[0]?.restoreDrill).not.toBeNull();
  toNextSpan();
  expect((await history()).restoreDrill).toBeNull();
});

test('the metrics of a worker show the last drill', async () => {
  await record({ failedStep: 'counts', detail: 'content.posts', rpoSeconds: null, rtoSeconds: null });
  await t.settled();
  expect(await moduleMetrics.metrics()).toMatch(/^restore_drill_failed 1$/m);
  await record();
  await t.settled();
  const metrics = await moduleMetrics.metrics();
  expect(metrics).toMatch(/^restore_drill_failed 0$/m);
  expect(Number(/^restore_drill_last_success_timestamp_seconds (\S+)$/m.exec(metrics)?.[1])).toBeCloseTo(
    t.ctx.clock().getTime() / 1_000,
    -1,
  );
});

test('no password is set in a database that is not a restored copy', async () => {
  await t.members(1);
  await expect(auth.setPasswordInCopy(t.ctx)).rejects.toThrow('not a restored copy');
});
