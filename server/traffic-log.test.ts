import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { auth } from './modules/auth/index.ts';
import { trafficLogKey } from './platform/traffic-log/files.ts';
import { verify } from './platform/traffic-log/verify.ts';
import { TEST_SECRET, type TestMember, type TestServer, testServer } from './testing/server.ts';

let t: TestServer;
let ayse: TestMember;
let bora: TestMember;
let can: TestMember;
beforeAll(async () => {
  t = await testServer({ TRAFFIC_LOG: 'on' });
  [ayse, can] = (await t.members(2)) as [TestMember, TestMember];
  [bora] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  for (const member of [ayse, can])
    await t.as(member).raw('POST', '/posts', { body: { content: 'gönderi' }, ip: '203.0.113.5' });
  const { folder, keyFile } = t.ctx.config.trafficLog;
  const lines = () => verify(folder, { key: trafficLogKey(keyFile) }).then((found) => found.lines);
  // The opening of the file, and two posts, within a second.
  await vi.waitFor(async () => expect(await lines()).toBe(3), { timeout: 5_000 });
});
afterAll(() => t.close());

const command = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const { dataDir } = t.ctx.config;
    const env = {
      ...process.env,
      NODE_ENV: 'test',
      DATA_DIR: dataDir,
      DATABASE_URL: t.databaseUrl,
      SECRET_KEY: TEST_SECRET,
    };
    const argv = ['--import', 'tsx', join(import.meta.dirname, 'traffic-log.ts'), ...args];
    execFile(process.execPath, argv, { env }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    );
  });
const span = ['--from', '2020-01-01', '--to', '2100-01-01'];
const order = ['--by', 'BORA', '--reason', 'Mahkeme 2026/1'];
const named = (args: string[]) => args.map((arg) => (arg === 'BORA' ? bora.username : arg));
const accesses = async (member: TestMember) =>
  (await t.as(member).get('/users/me/accesses')).items.map(({ event }: { event: string }) => event);
const entries = async () =>
  (
    await t.ctx.pool.query(
      "select event, subject_id, details from auth.audit_log where event like 'traffic_log%' order by id",
    )
  ).rows;

test('members are told that it is on', async () => {
  expect((await t.as(ayse).get('/users/me/data')).trafficLogMonths).toBe(12);
  await auth.publishShippedTexts(t.ctx);
  for (const [locale, said] of [
    ['en', 'we keep for 12 months'],
    ['tr', '12 ay saklarız'],
  ] as const)
    expect((await t.anyone.get(`/legal/texts/privacy?locale=${locale}`)).text).toContain(said);
});

test('an extract has exactly the lines, and an entry in the audit log that the member sees', async () => {
  const { code, out, err } = await command('extract', ...span, '--member', ayse.username, ...named(order));
  expect(err).toContain('1 lines');
  expect(code).toBe(0);
  const [head, row, ...rest] = out.trimEnd().split('\n');
  expect(rest).toEqual([]);
  expect(head).toBe('time,address,port,destination,method,route,status,member,session,request,file');
  expect(row).toContain(`"203.0.113.5"`);
  expect(row).toContain(`"POST","/api/v1/posts","201","${ayse.id}"`);
  expect(await entries()).toEqual([
    {
      event: 'traffic_log_extracted',
      subject_id: ayse.id,
      details: expect.objectContaining({ reason: 'Mahkeme 2026/1', lines: 1 }),
    },
  ]);
  expect(await accesses(ayse)).toEqual(['traffic_log_extracted']);
  expect(await accesses(can)).toEqual([]);
});

test('by address, each member in it has an entry; untold, only staff see it', async () => {
  const { out } = await command(
    'extract',
    ...span,
    '--address',
    '203.0.113.0/24',
    ...named(order),
    '--untold',
  );
  expect(out.trimEnd().split('\n')).toHaveLength(3);
  expect(await accesses(can)).toEqual([]);
  const untold = (await entries()).filter(({ event }) => event === 'traffic_log_extracted_untold');
  expect(untold.map(({ subject_id }) => subject_id).sort()).toEqual([ayse.id, can.id].sort());
  const log = await t.as(bora).get('/admin/audit-log?action=traffic_log_extracted_untold');
  expect(log.items).toHaveLength(2);
});

test.for<[string, string[]]>([
  ['a reason', [...span, '--address', '203.0.113.5', '--by', 'BORA']],
  ['a name', [...span, '--address', '203.0.113.5', '--reason', 'x']],
  ['whom or where', [...span, ...order]],
  ['a time', ['--from', '2020-01-01', '--address', '203.0.113.5', ...order]],
  ['an address', [...span, '--address', 'all', ...order]],
])('without %s nothing comes out and nothing is entered', async ([, args]) => {
  const before = (await entries()).length;
  const { code, out } = await command('extract', ...named(args));
  expect([code, out]).toEqual([1, '']);
  expect((await entries()).length).toBe(before);
});

test('who may not read the audit log gets nothing', async () => {
  const before = (await entries()).length;
  const args = ['extract', ...span, '--member', can.username, '--by', ayse.username, '--reason', 'merak'];
  const { code, out, err } = await command(...args);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('role');
  expect((await entries()).length).toBe(before);
});

test('the command verifies', async () => {
  const { code, out } = await command('verify');
  expect(out).toContain('The log is as it was written.');
  expect(code).toBe(0);
});
