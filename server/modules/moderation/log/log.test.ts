import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  canonicalJson,
  commitTo,
  describeFault,
  hashAfter,
  type LogEntry,
  leafOf,
  type Receipt,
  verifyLog,
  verifyReceipt,
} from '@chitlaq/protocol/moderation-log';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { LogHeads, LogReceipt } from './schemas.ts';

const run = promisify(execFile);
const t = await testServer();
afterAll(t.close);

let admin: TestMember;
let otherAdmin: TestMember;
let moderator: TestMember;
beforeAll(async () => {
  [admin, otherAdmin] = (await t.members(2, { roles: ['admin'] })) as [TestMember, TestMember];
  [moderator] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
});

const entries = async (): Promise<LogEntry[]> =>
  (await t.as(moderator).get('/admin/moderation/log?limit=1000')).items;
const heads = async () => LogHeads.strict().parse(await t.anyone.get('/moderation/log/heads')).items;
const faultsNow = async () => (await verifyLog(await entries(), await heads())).map(describeFault);
const warn = (of: TestMember, reason = 'Kes artık') =>
  t.as(moderator).raw('POST', `/admin/users/${of.id}/warn`, { body: { reason, rule: 'spam' } });
const newMember = async () => (await t.members(1))[0] as TestMember;
const decisionOf = async (of: Pick<TestMember, 'accessToken'>) =>
  (await t.as(of).get('/users/me/decisions')).items[0].id as string;
const receiptOf = async (of: Pick<TestMember, 'accessToken'>, id: string): Promise<Receipt> =>
  LogReceipt.strict().parse(await t.as(of).get(`/moderation/receipts/${id}`)) as Receipt;
const publish = async () => {
  await t.ctx.jobs.add('moderation.publishHead', {});
  await t.settled();
};

/** As a superuser who knows how: triggers do not fire. Undone at the end of the test. */
async function tampered(change: string, check: () => Promise<void>) {
  const client = new pg.Client({ connectionString: t.databaseUrl });
  await client.connect();
  try {
    await client.query('create table public.untouched as select * from moderation.log');
    await client.query('set session_replication_role = replica');
    await client.query(change);
    await check();
  } finally {
    await client.query('delete from moderation.log');
    await client.query('insert into moderation.log select * from public.untouched');
    await client.query('drop table public.untouched');
    await client.end();
  }
}

test('acts, reversals and appeals are in the log, without names and without words', async () => {
  const bora = await newMember();
  await warn(bora, 'Gizli uyarı');
  const { id } = (
    await t
      .as(bora)
      .raw('POST', '/appeals', { body: { decisionId: await decisionOf(bora), text: 'Gizli itiraz' } })
  ).body;
  await t.as(otherAdmin).patch(`/admin/appeals/${id}`, { outcome: 'upheld', answer: 'Gizli yanıt' });
  await t.as(admin).put(`/admin/users/${bora.id}/suspend`, { reason: 'Gizli ceza' });
  await t.as(admin).put(`/admin/users/${bora.id}/restore`);
  const log = await entries();
  expect(log.slice(-4).map(({ entry }) => JSON.parse(entry).act)).toEqual([
    'warned',
    'appeal_upheld',
    'author_suspended',
    'suspension_lifted',
  ]);
  const seen = JSON.stringify(log);
  for (const hidden of ['Gizli', bora.id, bora.username, moderator.id, admin.id, id])
    expect(seen).not.toContain(hidden);
  expect(await faultsNow()).toEqual([]);
});

test('the database refuses to change the log', async () => {
  await warn(await newMember());
  for (const change of [
    `update moderation.log set entry = '{}'`,
    'delete from moderation.log',
    'truncate moderation.log cascade',
    `update moderation.log_heads set hash = repeat('0', 64)`,
  ]) {
    const refused = await t.ctx.pool.query(change).catch((error: Error) => error);
    if (refused instanceof Error) expect(refused.message).toContain('only grows');
    else expect(refused.rowCount).toBe(0); // no head yet
  }
});

test('the verifier names an entry that was changed, dropped or moved by SQL', async () => {
  for (let made = 0; made < 5; made++) await warn(await newMember());
  const seq = (await entries()).length - 2;
  await tampered(
    `update moderation.log set entry = replace(entry, '"rule":"spam"', '"rule":"hate"') where seq = ${seq}`,
    async () =>
      expect(await faultsNow()).toEqual([
        `entry ${seq} was changed: its hash does not follow from it and entry ${seq - 1}`,
      ]),
  );
  await tampered(`delete from moderation.log where seq = ${seq}`, async () =>
    expect(await faultsNow()).toEqual([`entry ${seq} is missing`]),
  );
  await tampered(
    `update moderation.log set seq = 1000 where seq = ${seq};
     update moderation.log set seq = ${seq} where seq = ${seq + 1};
     update moderation.log set seq = ${seq + 1} where seq = 1000`,
    async () =>
      expect(await faultsNow()).toEqual([
        `entry ${seq} is out of order: it says that it is number ${seq + 1}`,
        `entry ${seq + 1} is out of order: it says that it is number ${seq}`,
      ]),
  );
  expect(await faultsNow()).toEqual([]);
});

test('the command names the same, and ends with an error', async () => {
  const command = () =>
    run(process.execPath, ['tools/run.mjs', 'server/moderation-log.ts'], {
      cwd: join(import.meta.dirname, '../../../..'),
      env: { ...process.env, DATABASE_URL: t.databaseUrl, DATA_DIR: t.ctx.config.dataDir },
    });
  expect((await command()).stdout).toMatch(
    /^The log of \d+ entries, with 0 published heads is as it was written\.$/m,
  );
  await tampered('delete from moderation.log where seq = 2', async () => {
    const failed = await command().catch((error: { code: number; stderr: string }) => error);
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('✗ entry 2 is missing') });
  });
});

test('published heads show a log that was written anew, and one whose end was cut off', async () => {
  const bora = await newMember();
  await warn(bora);
  const receipt = await receiptOf(bora, await decisionOf(bora));
  expect(receipt.head).toBeNull();
  expect(await verifyReceipt(receipt)).toEqual([]);
  const before = await entries();
  t.clock.advance(86_400_000);
  await publish();
  await publish(); // once for each day
  const published = await heads();
  expect(published).toMatchObject([{ seq: before.length, hash: before.at(-1)?.hash }]);

  // Whoever can hash can write the whole chain anew; only what others have kept shows it.
  const rewritten: LogEntry[] = [];
  for (const { seq, entry } of before) {
    const changed = entry.replace('"rule":"spam"', '"rule":"hate"');
    rewritten.push({
      seq,
      entry: changed,
      hash: await hashAfter(rewritten.at(-1)?.hash ?? '0'.repeat(64), await leafOf(changed)),
    });
  }
  expect(await verifyLog(rewritten)).toEqual([]);
  expect(await verifyLog(rewritten, published)).toMatchObject([
    { problem: 'head_differs', seq: before.length },
  ]);
  expect(await verifyLog(before.slice(0, -2), published)).toMatchObject([
    { problem: 'missing', seq: before.length - 1, upTo: before.length },
  ]);
});

test('a receipt proves an act to the member concerned, offline, and to nobody else', async () => {
  const again = ({ username: identifier, password }: TestMember) =>
    t.anyone.post('/auth/login', { identifier, password });
  moderator = { ...moderator, ...(await again(moderator)) };
  admin = { ...admin, ...(await again(admin)) };
  const bora = await newMember();
  const session = await again(bora);
  await warn(bora, 'Aynı ilanı on kez paylaştın');
  const id = await decisionOf(session);
  await warn(await newMember());
  t.clock.advance(86_400_000);
  await publish();
  const later = await again(bora);
  const receipt = await receiptOf(later, id);
  expect(receipt).toMatchObject({ path: [expect.any(String)], head: { seq: receipt.seq + 1 } });
  expect(receipt.openings).toMatchObject({
    member: { value: bora.id },
    record: { value: id },
    statement: { value: 'Aynı ilanı on kez paylaştın' },
  });
  const published = await heads();
  expect(await verifyReceipt(receipt, published)).toEqual([]);
  const lie = structuredClone(receipt);
  if (lie.openings.statement) lie.openings.statement.value = 'Hiçbir şey';
  expect((await verifyReceipt(lie, published)).map(describeFault)).toEqual([
    `entry ${receipt.seq} does not say this about “statement”`,
  ]);
  expect(await verifyReceipt({ ...receipt, path: [] }, published)).toMatchObject([
    { problem: 'path_differs' },
  ]);
  expect(await verifyReceipt(receipt, [])).toMatchObject([{ problem: 'head_not_published' }]);
  const other = await again(await newMember());
  expect(await t.as(other).get(`/moderation/receipts/${id}`)).toMatchObject({
    status: 404,
    code: 'receipt_not_found',
  });

  // The account goes, and with it what opens the entry. The chain stays whole, and nobody can guess whom it was about.
  moderator = { ...moderator, ...(await again(moderator)) };
  const before = await entries();
  await t.ctx.pool.query('delete from auth.users where id = $1', [bora.id]);
  const openings = `select seq from moderation.log_openings where seq = $1 and party = 'member'`;
  expect((await t.ctx.pool.query(openings, [receipt.seq])).rows).toEqual([]);
  expect(await entries()).toEqual(before);
  expect(await faultsNow()).toEqual([]);
  const { commitments } = JSON.parse(receipt.entry);
  expect(commitments.member).not.toBe(await commitTo(bora.id, '00'.repeat(32)));
});

test('acts at once append one after the other, and requests that are no acts do not wait', async () => {
  const [reporter, reader] = (await t.members(2)) as [TestMember, TestMember];
  const staff = await t.members(2, { roles: ['moderator'] });
  const report = async (subjectId: string) =>
    (await t.as(reporter).post('/reports', { subjectType: 'user', subjectId, reason: 'spam' })).id;
  const ids = [await report((await newMember()).id), await report((await newMember()).id)];
  const count = async () =>
    (await t.ctx.pool.query('select count(*)::int as count from moderation.log')).rows[0].count;
  const before = await count();
  const lock = await holdLock(t, `select pg_advisory_xact_lock(hashtextextended('moderation.log', 7))`);
  const both = staff.map((by, nth) =>
    t.as(by).raw('PATCH', `/admin/reports/${ids[nth]}`, { body: { decision: 'dismiss', note: 'Temiz' } }),
  );
  // Both have written all but their entries, and hold what acts hold.
  await lock.waitForBlocked(2);
  expect((await t.as(reader).raw('POST', '/posts', { body: { content: 'Merhaba' } })).status).toBe(201);
  const other = { subjectType: 'user', subjectId: otherAdmin.id, reason: 'spam' };
  expect((await t.as(reader).raw('POST', '/reports', { body: other })).status).toBe(201);
  await lock.release();
  expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
  expect(await count()).toBe(before + 2);
  const { rows } = await t.ctx.pool.query(
    'select seq::int as seq, entry, hash from moderation.log order by seq',
  );
  expect(await verifyLog(rows)).toEqual([]);
});

test('entries are canonical: sorted, without space, integers only', () => {
  expect(canonicalJson({ b: [1, 'ı"'], a: { d: null, c: true } })).toBe(
    '{"a":{"c":true,"d":null},"b":[1,"ı\\""]}',
  );
  expect(() => canonicalJson({ a: 0.5 })).toThrow('integers');
});
