import { createHash, createHmac, hkdfSync, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authorTag, commitment } from '@chitlaq/sealing';
import { createClient } from 'redis';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { startRedisServer } from '../../testing/redis-server.ts';
import { TEST_SECRET, type TestMember, type TestServer, testServer } from '../../testing/server.ts';
import {
  hide,
  makeBoard,
  makeHolders,
  makeWriters,
  publishBatch,
  switchOn,
  type Writer,
  writeReply,
  writeThread,
} from './factory.ts';
import { shuffled } from './shuffled.ts';

/*
 * Whoever has the database as SQL sees it, Redis, the secrets of the server and its logs links no author to what they wrote
 * (docs/adr/0099). Each place where a link could be is looked at here.
 */

const IP = '10.77.66.55';
const folder = mkdtempSync(join(tmpdir(), 'chitlaq-boards-'));
const binary = inject('redisServer');
let t: TestServer;
let redis: Awaited<ReturnType<typeof startRedisServer>> | undefined;
let ayse: Writer;
let bora: Writer;
let boardId: string;
let threadId: string;

beforeAll(async () => {
  redis = binary ? await startRedisServer(binary) : undefined;
  t = await testServer({
    RATE_LIMITS: 'on',
    LOG_LEVEL: 'trace',
    LOG_DIR: folder,
    ...(redis ? { REDIS_URL: redis.url } : {}),
  });
  await makeHolders(t);
  await switchOn(t);
  boardId = await makeBoard(t);
});
afterAll(async () => {
  await t.close();
  await redis?.kill();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  [ayse, bora] = (await makeWriters(t, 2)) as [Writer, Writer];
  const [can] = (await makeWriters(t, 1)) as [Writer];
  ({ threadId } = await writeThread(t, can, boardId));
  await publishBatch(t);
});

/** A row as SQL sees it, with the numbers of the transactions that wrote and locked it, and its place. */
interface Row {
  table: string;
  place: string;
  xmin: string;
  xmax: string;
  row: Record<string, unknown>;
}
async function dump(): Promise<Row[]> {
  const { rows: tables } = await t.ctx.pool.query<{ name: string }>(`
    select format('%I.%I', nspname, relname) as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where relkind in ('r', 'm') and nspname not in ('pg_catalog', 'information_schema') and nspname !~ '^pg_' order by 1`);
  const all: Row[] = [];
  for (const { name } of tables) {
    const { rows } = await t.ctx.pool.query<Row>(
      `select $1::text as "table", ctid::text as place, xmin::text, xmax::text, to_jsonb(whole) as row from ${name} whole`,
      [name],
    );
    all.push(...rows);
  }
  return all;
}

async function dumpRedis(): Promise<Map<string, string>> {
  if (!redis) return new Map();
  const client = createClient({ url: redis.url });
  await client.connect();
  const found = new Map<string, string>();
  for (const key of await client.keys('*'))
    found.set(key, String(await client.get(key).catch(() => 'other')));
  await client.close();
  return found;
}

/** The general limit, which counts every request of a member alike, also each that only reads. */
const isGeneralLimit = (key: string) => /limit:member:/.test(key);

/** What an act changes: rows that are new, gone, locked or moved, and keys of Redis. */
async function changesOf(act: () => Promise<unknown>): Promise<{ rows: Row[]; keys: string[] }> {
  const key = (row: Row) => JSON.stringify(row);
  const [rowsBefore, keysBefore] = [await dump(), await dumpRedis()];
  await act();
  const [rowsAfter, keysAfter] = [await dump(), await dumpRedis()];
  const [before, after] = [new Set(rowsBefore.map(key)), new Set(rowsAfter.map(key))];
  return {
    rows: [
      ...rowsAfter.filter((row) => !before.has(key(row))),
      ...rowsBefore.filter((row) => !after.has(key(row))),
    ],
    keys: [...keysAfter]
      .filter(([name, value]) => keysBefore.get(name) !== value && !isGeneralLimit(name))
      .map(([name, value]) => `${name} ${value}`),
  };
}

/** Everything that is a member's, in the spellings in which it could be stored. */
async function wordsOf(member: Writer): Promise<string[]> {
  const bytes = Buffer.from(member.id.replaceAll('-', ''), 'hex');
  return [
    member.id,
    bytes.toString('hex'),
    bytes.toString('base64url'),
    member.username,
    member.email,
    member.sessionId,
    member.secret,
    member.accessToken,
    await commitment(member.secret),
    IP,
  ];
}

/** Types and lengths of what changed, which must tell nothing either. */
const shapeOf = ({ rows, keys }: { rows: Row[]; keys: string[] }) => ({
  rows: rows
    .map(({ table, row }) => [
      table,
      Object.entries(row).map(([column, value]) => [
        column,
        typeof value === 'string' ? value.length : value === null ? null : JSON.stringify(value).length,
      ]),
    ])
    .map((shape) => JSON.stringify(shape))
    .sort(),
  keys: keys.map((key) => key.length).sort(),
});

const put = (as: Writer, thread: string, postId: string, text: string) =>
  t
    .as(as)
    .raw('PUT', `/boards/threads/${thread}/posts/${postId}`, { body: { secret: as.secret, text }, ip: IP });

type Act = (as: Writer) => Promise<() => Promise<{ status: number }>>;
const acts: Record<string, Act> = {
  'a thread': async (as) => {
    const [thread, postId] = [randomUUID(), randomUUID()];
    const body = { secret: as.secret, title: 'Yurt', text: 'Sıcak su yok', postId };
    return () => t.as(as).raw('PUT', `/boards/${boardId}/threads/${thread}`, { body, ip: IP });
  },
  'the first post in a thread': async (as) => {
    const postId = randomUUID();
    return () => put(as, threadId, postId, 'Bence de');
  },
  'another post in a thread': async (as) => {
    await writeReply(t, as, threadId);
    await publishBatch(t);
    const postId = randomUUID();
    return () => put(as, threadId, postId, 'Bir de şu');
  },
  'the same post again': async (as) => {
    const postId = await writeReply(t, as, threadId, { text: 'Bence de' });
    return () => put(as, threadId, postId, 'Bence de');
  },
  'the deletion of a post that waits': async (as) => {
    const postId = await writeReply(t, as, threadId);
    return () =>
      t.as(as).raw('POST', `/boards/threads/${threadId}/posts/${postId}/deletion`, {
        body: { secret: as.secret },
        ip: IP,
      });
  },
  'the deletion of a published post': async (as) => {
    const postId = await writeReply(t, as, threadId);
    await publishBatch(t);
    return () =>
      t.as(as).raw('POST', `/boards/threads/${threadId}/posts/${postId}/deletion`, {
        body: { secret: as.secret },
        ip: IP,
      });
  },
  'an appeal against the hiding of a post': async (as) => {
    const [moderator] = (await t.members(1)) as [TestMember];
    const postId = await writeReply(t, as, threadId);
    await publishBatch(t);
    await hide(t, moderator, { threadId, postId });
    return () =>
      t.as(as).raw('PUT', `/boards/threads/${threadId}/posts/${postId}/appeal`, {
        body: { secret: as.secret, text: 'Kimseye hakaret yok' },
        ip: IP,
      });
  },
  'the deletion of a hidden post with an appeal': async (as) => {
    const [moderator] = (await t.members(1)) as [TestMember];
    const postId = await writeReply(t, as, threadId);
    await publishBatch(t);
    await hide(t, moderator, { threadId, postId });
    const path = `/boards/threads/${threadId}/posts/${postId}`;
    await t.as(as).put(`${path}/appeal`, { secret: as.secret, text: 'Kimseye hakaret yok' });
    await publishBatch(t);
    return () => t.as(as).raw('POST', `${path}/deletion`, { body: { secret: as.secret }, ip: IP });
  },
  'the list of own posts': async (as) => () =>
    t.as(as).raw('POST', '/boards/own-posts', { body: { secret: as.secret, threadIds: [threadId] }, ip: IP }),
  'the search for own threads': async (as) => () =>
    t.as(as).raw('POST', '/boards/own-threads', { body: { secret: as.secret }, ip: IP }),
  'a post that comes twenty times at once': async (as) => {
    const postId = randomUUID();
    return async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => put(as, threadId, postId, 'Bence de')),
      );
      // Once on the day's count: a new thread of the same member is no sixth.
      for (const { status } of answers) expect(status).toBe(202);
      return answers[0] as { status: number };
    };
  },
};

test.each(Object.entries(acts))(
  '%s changes no row and no key of a member, and is like that of another',
  async (_, make) => {
    const words = [await wordsOf(ayse), await wordsOf(bora)].flat();
    const shapes = [];
    for (const as of [ayse, bora]) {
      const act = await make(as);
      let status = 0;
      const changes = await changesOf(async () => {
        ({ status } = await act());
      });
      expect([200, 202, 204]).toContain(status);
      const seen = JSON.stringify(changes);
      for (const word of words) expect(seen).not.toContain(word);
      const { rows } = await t.ctx.pool.query<{ id: string }>('select id from auth.users');
      for (const { id } of rows) expect(seen).not.toContain(id);
      shapes.push(shapeOf(changes));
    }
    expect(shapes[0]).toEqual(shapes[1]);
  },
);

test('the comparison sees a touched session, a lock of the account, and a key with the member', async () => {
  const touched = await changesOf(() =>
    t.ctx.pool.query('update auth.sessions set last_seen_at = now() where user_id = $1', [ayse.id]),
  );
  expect(JSON.stringify(touched.rows)).toContain(ayse.id);
  const locked = await changesOf(() =>
    t.ctx.pool.query('select 1 from auth.users where id = $1 for share', [ayse.id]),
  );
  expect(locked.rows.map(({ table, row }) => [table, row.id])).toEqual([
    ['auth.users', ayse.id],
    ['auth.users', ayse.id],
  ]);
  if (!redis) return;
  const counted = await changesOf(() => t.ctx.cache.increment(`boards:${ayse.id}`, 60));
  expect(counted.keys.join()).toContain(ayse.id);
});

/** Everything that somebody with the dump and the secrets could compute a tag from. */
async function candidateTags(members: readonly Writer[], threads: readonly string[]): Promise<Set<string>> {
  const { rows: commitments } = await t.ctx.pool.query(
    'select member_id, commitment from boards.commitments',
  );
  const purposes = ['access', 'csrf', 'cursor', 'email', 'files', 'upload', 'device', 'boards'];
  const secrets = [
    TEST_SECRET,
    ...purposes.map((purpose) =>
      Buffer.from(hkdfSync('sha256', Buffer.from(TEST_SECRET), 'chitlaq', purpose, 32)),
    ),
    ...members.flatMap(({ id, email, username, password }) => [id, email, username, password]),
    ...commitments.map(({ commitment: known }) => known as string),
    ...commitments.map(({ commitment: known }) => Buffer.from(known as string, 'base64url')),
  ];
  const found = new Set<string>();
  const keep = (digest: Buffer) => {
    for (const bytes of [digest, digest.subarray(0, 16)])
      for (const spelling of ['base64url', 'hex', 'base64'] as const) found.add(bytes.toString(spelling));
  };
  for (const { id, username } of members) {
    const known = commitments.find(({ member_id }) => member_id === id)?.commitment ?? '';
    for (const thread of threads)
      for (const message of [
        thread,
        `chitlaq boards author ${id} ${thread}`,
        `${id}${thread}`,
        `${id} ${thread}`,
        `${thread} ${id}`,
        `${known}${thread}`,
        `${known} ${thread}`,
        `${username} ${thread}`,
      ]) {
        keep(createHash('sha256').update(message).digest());
        for (const secret of secrets) {
          keep(createHmac('sha256', secret).update(message).digest());
          keep(Buffer.from(hkdfSync('sha256', secret, thread, message, 32)));
        }
      }
  }
  return found;
}

test('with the dump and every secret of the server, no member gives a tag', async () => {
  const { threadId: second } = await writeThread(t, ayse, boardId);
  await publishBatch(t);
  for (const thread of [threadId, second]) for (const as of [ayse, bora]) await writeReply(t, as, thread);
  await publishBatch(t);
  const { rows } = await t.ctx.pool.query<{ tag: string }>('select distinct tag from boards.posts');
  const candidates = await candidateTags([ayse, bora], [threadId, second]);
  expect(rows.length).toBeGreaterThan(3);
  for (const { tag } of rows) expect(candidates.has(tag)).toBe(false);
  // The search would find a tag of the server's own key, or of the commitment.
  const mac = (key: string, message: string) =>
    createHmac('sha256', key).update(message).digest().subarray(0, 16).toString('base64url');
  expect(candidates.has(mac(TEST_SECRET, `${ayse.id} ${threadId}`))).toBe(true);
  expect(
    candidates.has(mac(await commitment(bora.secret), `chitlaq boards author ${bora.id} ${second}`)),
  ).toBe(true);
  // And the secret itself does give it.
  expect(rows.map(({ tag }) => tag)).toContain(await authorTag(ayse.secret, ayse.id, threadId));
});

test('envelopes of all authors have one length, and none holds an id in any spelling', async () => {
  for (const as of [ayse, bora]) await writeReply(t, as, threadId);
  await publishBatch(t);
  const { rows } = await t.ctx.pool.query('select ciphertext, shares from boards.identities');
  expect(new Set(rows.map((row) => JSON.stringify(row).length)).size).toBe(1);
  const texts = rows.flatMap(({ ciphertext, shares }) => [
    ciphertext as string,
    ...Object.values(shares as Record<string, { sealed: string; hash: string }>).flatMap(
      ({ sealed, hash }) => [sealed, hash],
    ),
  ]);
  const bytes = Buffer.concat(texts.map((text) => Buffer.from(text, 'base64url')));
  for (const { id } of [ayse, bora]) {
    expect(bytes.includes(Buffer.from(id.replaceAll('-', ''), 'hex'))).toBe(false);
    expect(bytes.includes(id)).toBe(false);
    expect(JSON.stringify(rows)).not.toContain(id);
  }
  expect(new Set(texts).size).toBe(texts.length);
});

test('what is published bears the transaction and the time of the batch alone', async () => {
  const writers = await makeWriters(t, 4);
  for (const as of writers) {
    await writeReply(t, as, threadId);
    await writeThread(t, as, boardId);
  }
  const xids = async (table: string) =>
    (await t.ctx.pool.query<{ xmin: string }>(`select distinct xmin::text from boards.${table}`)).rows.map(
      ({ xmin }) => xmin,
    );
  const of = async (table: string, since: ReadonlySet<string>) =>
    (await xids(table)).filter((xid) => !since.has(xid));
  const before = new Set(
    (await Promise.all(['posts', 'authors', 'identities', 'threads', 'waiting'].map(xids))).flat(),
  );
  await publishBatch(t);
  const after = await Promise.all(
    ['posts', 'authors', 'identities', 'threads'].map((table) => of(table, before)),
  );
  expect(new Set(after.flat()).size).toBe(1);
  expect(after.map((list) => list.length)).toEqual([1, 1, 1, 1]);
  expect(await xids('waiting')).toEqual([]);
  const { rows } = await t.ctx.pool.query(
    `select count(distinct published_at)::int as times, bool_and(extract(epoch from published_at)::bigint % 600 = 0) as whole
     from boards.posts where thread_id in (select id from boards.threads where xmin::text = $1)`,
    [after[0]?.[0]],
  );
  expect(rows).toEqual([{ times: 1, whole: true }]);
});

test('appeals of a batch bear its transaction and time alone, and stand in random order', async () => {
  const [moderator] = (await t.members(1)) as [TestMember];
  const writers = await makeWriters(t, 5);
  const orders = new Set<string>();
  for (let batch = 0; batch < 4; batch++) {
    const posts = await Promise.all(writers.map((as) => writeReply(t, as, threadId)));
    await publishBatch(t);
    for (const postId of posts) await hide(t, moderator, { threadId, postId });
    for (const [index, as] of writers.entries())
      await t.as(as).put(`/boards/threads/${threadId}/posts/${posts[index]}/appeal`, {
        secret: as.secret,
        text: 'Neden?',
      });
    await publishBatch(t);
    const { rows } = await t.ctx.pool.query<{ post_id: string; xmin: string; at: string }>(
      `select post_id, appeal.xmin::text, appealed_at::text as at from boards.appeals appeal
       join boards.hidings on id = hiding_id where post_id = any($1) order by appeal.ctid`,
      [posts],
    );
    expect(rows.map(({ post_id }) => post_id).sort()).toEqual([...posts].sort());
    expect(new Set(rows.map(({ xmin, at }) => `${xmin} ${at}`)).size).toBe(1);
    orders.add(rows.map(({ post_id }) => posts.indexOf(post_id)).join(''));
  }
  expect((await t.ctx.pool.query('select from boards.waiting_appeals')).rowCount).toBe(0);
  expect(orders.size).toBeGreaterThan(1);
});

test('the order of rows in a batch is not that of their writing', async () => {
  const writers = await makeWriters(t, 5);
  const orders = new Set<string>();
  for (let batch = 0; batch < 4; batch++) {
    const written: string[] = [];
    for (const as of writers) written.push(await writeReply(t, as, threadId));
    await publishBatch(t);
    const { rows } = await t.ctx.pool.query<{ id: string }>(
      'select id from boards.posts where id = any($1) order by ctid',
      [written],
    );
    orders.add(rows.map(({ id }) => written.indexOf(id)).join(''));
  }
  // All four in the order of writing, or all alike: once in 1,700,000 runs.
  expect(orders.size).toBeGreaterThan(1);

  // Each of the 24 orders of four is as likely as another: chi-squared with 23 degrees of freedom is above 73 once in 3,000,000 runs.
  const counts = new Map<string, number>();
  const runs = 24_000;
  for (let run = 0; run < runs; run++) {
    const order = shuffled([0, 1, 2, 3]).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  const expected = runs / 24;
  const chi = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  expect(chi).toBeLessThan(73);
});

const logLines = () =>
  readdirSync(folder)
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .filter((line) => line !== '');

test('no line of the log has a member and a write, not even of one that fails', async () => {
  await t.as(ayse).get('/auth/me');
  const isOf = (line: string, member: Writer) =>
    [member.id, member.username, member.sessionId, IP].some((word) => line.includes(word));
  const before = logLines();
  // The log is on, and names members in the lines of other requests.
  expect(before.some((line) => line.includes('http.request') && isOf(line, ayse))).toBe(true);
  for (const as of [ayse, bora]) for (const make of Object.values(acts)) await (await make(as))();
  // Nor who reads: within the ten minutes of a batch they may be few.
  for (const path of ['/boards', `/boards/${boardId}/threads`, `/boards/threads/${threadId}/posts`])
    await t.as(ayse).get(path);
  const wrong = await t.as(ayse).raw('PUT', `/boards/threads/${threadId}/posts/${randomUUID()}`, {
    body: { secret: bora.secret, text: 'Ben Bora' },
    ip: IP,
  });
  expect(wrong.status).toBe(403);
  await t.ctx.pool.query(`create function boards.fail() returns trigger language plpgsql
    as $$ begin raise exception 'refused'; end $$;
    create trigger fail before insert on boards.waiting for each row execute function boards.fail()`);
  expect((await put(ayse, threadId, randomUUID(), 'Düşer')).status).toBe(500);
  await t.ctx.pool.query('drop trigger fail on boards.waiting; drop function boards.fail()');
  await publishBatch(t);
  const lines = logLines().slice(before.length);
  // The failure is in the log; whose it was is not.
  expect(lines.some((line) => line.includes('refused'))).toBe(true);
  for (const line of lines) {
    expect(line).not.toMatch(/"route":"[^"]*\/boards/);
    for (const member of [ayse, bora]) expect(isOf(line, member)).toBe(false);
    expect(line).not.toContain(threadId);
  }
});

test('no notification, no message on the bus, no search and no copy leads to an author', async () => {
  const sent: string[] = [];
  const publish = t.ctx.bus.publish.bind(t.ctx.bus);
  t.ctx.bus.publish = (topic, payload) => {
    sent.push(`${topic} ${JSON.stringify(payload)}`);
    return publish(topic, payload);
  };
  const word = 'zümrüdüanka';
  const postId = await writeReply(t, ayse, threadId, { text: `@${bora.username} ${word}` });
  await publishBatch(t);
  await t.settled();
  t.ctx.bus.publish = publish;
  expect(sent.filter((message) => message.includes(postId) || message.includes(threadId))).toEqual([]);
  expect((await t.as(bora).get('/notifications')).items).toEqual([]);
  expect((await t.as(bora).get(`/search/posts?q=${encodeURIComponent(word)}`)).items).toEqual([]);
  const { memberData } = await import('./member-data.ts');
  const parts = await Promise.all(
    (memberData.archive ?? []).map((part) => part.read(t.ctx, ayse.id, null, 100)),
  );
  const copy = JSON.stringify(parts);
  expect(copy).toContain('madeOn');
  for (const secret of [await commitment(ayse.secret), ayse.secret, postId, threadId, word])
    expect(copy).not.toContain(secret);
});
