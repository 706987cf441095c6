import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CAMPUS_FEATURES, type CampusFeature, DEFAULT_CAMPUS } from '@chitlaq/text/campus';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestUniversities, testUniversities } from '../../server/modules/auth/factory.ts';
import { makeHolders } from '../../server/modules/boards/factory.ts';
import { makePost } from '../../server/modules/content/factory.ts';
import { upload } from '../../server/modules/media/factory.ts';
import { hasFfmpeg, run } from '../../server/modules/media/video/run-program.ts';
import { makeDirect, makeGroup, makeMessage } from '../../server/modules/messaging/factory.ts';
import type { TestResponse } from '../../server/testing/client.ts';
import { type TestMember, type TestServer, testServer } from '../../server/testing/server.ts';

/* Each feature that a campus can switch off × each endpoint that offers it (docs/adr/0094). */

let t: TestServer;
let admin: TestMember;
let ayse: TestMember;
let bora: TestMember;
beforeAll(async () => {
  t = await testServer();
  await openTestUniversities(t.ctx);
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
});
afterAll(() => t.close());

const setOff = async (...off: CampusFeature[]) => {
  const { version } = await t.as(admin).get('/admin/campus');
  const { settings } = DEFAULT_CAMPUS;
  const features = { ...settings.features, ...Object.fromEntries(off.map((feature) => [feature, false])) };
  const answer = await t
    .as(admin)
    .raw('PUT', '/admin/campus', { body: { ...settings, features, basedOn: version } });
  expect(answer.status).toBe(200);
};

let count = 0;
const poll = { options: ['Evet', 'Hayır'], closesInMinutes: 60 };
const withPoll = () => ({ content: `Soru ${++count}`, poll });
const inAnHour = () => new Date(t.ctx.clock().getTime() + 3_600_000).toISOString();
type Call = () => Promise<TestResponse>;

/** What is refused while a feature is off. */
const endpoints: Record<
  Exclude<CampusFeature, 'link_previews' | 'videos' | 'boards'>,
  Record<string, Call>
> = {
  registration: {
    'POST /auth/register': () =>
      t.anyone.raw('POST', '/auth/register', {
        body: {
          email: `yeni${++count}@${testUniversities.cinar.domain}`,
          password: 'mor kestane bulut 71',
          username: `yeni_${count}`,
          displayName: 'Yeni',
        },
      }),
  },
  public_previews: {
    'GET /posts/{id}/public-preview': async () => {
      const { id } = await makePost(t, { author: ayse });
      return t.anyone.raw('GET', `/posts/${id}/public-preview`);
    },
  },
  groups: {
    'POST /conversations': () =>
      t.as(ayse).raw('POST', '/conversations', {
        body: { type: 'group', name: 'Kulüp', participantIds: [bora.id] },
      }),
  },
  polls: {
    'POST /posts': () => t.as(ayse).raw('POST', '/posts', { body: withPoll() }),
    'POST /posts with a quote': async () => {
      const { id } = await makePost(t, { author: bora });
      return t.as(ayse).raw('POST', '/posts', { body: { ...withPoll(), quoteOfId: id } });
    },
    'POST /scheduled-posts': () =>
      t.as(ayse).raw('POST', '/scheduled-posts', { body: { post: withPoll(), scheduledFor: inAnHour() } }),
    'POST /drafts/{id}/publish': async () => {
      const { id } = await t.as(ayse).post('/drafts', { post: withPoll() });
      return t.as(ayse).raw('POST', `/drafts/${id}/publish`);
    },
  },
  disappearing_messages: {
    'PATCH /conversations/{id}': async () => {
      const { id } = await makeDirect(t, ayse, bora);
      return t.as(ayse).raw('PATCH', `/conversations/${id}`, { body: { disappearAfterSeconds: 86_400 } });
    },
  },
  trends: { 'GET /feed/trending': () => t.as(ayse).raw('GET', '/feed/trending') },
};

const rows = Object.entries(endpoints).flatMap(([feature, calls]) =>
  Object.entries(calls).map(([endpoint, call]) => [feature as CampusFeature, endpoint, call] as const),
);

test.for(rows)('without %s, %s is refused and says so; with it, it is not', async ([feature, , call]) => {
  await setOff(feature);
  expect(await call()).toMatchObject({
    status: 403,
    body: { code: 'feature_off', errors: [{ path: 'feature', message: feature }] },
  });
  await setOff(...CAMPUS_FEATURES.filter((other) => other !== feature));
  expect((await call()).body?.code).not.toBe('feature_off');
});

test.skipIf(!(await hasFfmpeg()))(
  'without videos, an upload of one is refused, and sound is not',
  async () => {
    await setOff('videos');
    const folder = await mkdtemp(join(tmpdir(), 'campus-videos-'));
    const made = async (name: string, ...inputs: string[]) => {
      const path = join(folder, name);
      await run('ffmpeg', ['-v', 'error', ...inputs.flatMap((input) => ['-f', 'lavfi', '-i', input]), path], {
        timeoutMs: 20_000,
      });
      return upload(t, ayse, await readFile(path), name);
    };
    try {
      expect(await made('film.mp4', 'testsrc=size=64x48:rate=5:duration=1')).toMatchObject({
        status: 403,
        body: { code: 'feature_off' },
      });
      expect(await made('ses.mp3', 'sine=frequency=440:duration=1')).toMatchObject({ status: 201 });
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

test('boards are off by default, and switched on only with three keys and without the traffic log', async () => {
  await setOff('boards');
  expect(DEFAULT_CAMPUS.settings.features.boards).toBe(false);
  const off = {
    status: 403,
    body: { code: 'feature_off', errors: [{ path: 'feature', message: 'boards' }] },
  };
  for (const [method, path, body] of [
    ['GET', '/boards'],
    ['GET', `/boards/${ayse.id}`],
    ['GET', `/boards/${ayse.id}/threads`],
    ['GET', `/boards/threads/${ayse.id}`],
    ['GET', `/boards/threads/${ayse.id}/posts`],
    ['PUT', '/boards/secret', { commitment: 'A'.repeat(43) }],
    ['PUT', `/boards/threads/${ayse.id}/posts/${ayse.id}`, { secret: 'A'.repeat(43), text: 'Selam' }],
    ['POST', '/boards/own-posts', { secret: 'A'.repeat(43), threadIds: [] }],
    ['POST', '/boards/own-threads', { secret: 'A'.repeat(43) }],
    ['POST', `/boards/posts/${ayse.id}/reports`, { reason: 'spam' }],
  ] as const)
    expect(await t.as(ayse).raw(method, path, body ? { body } : {})).toMatchObject(off);

  const switchBoardsOn = async () => {
    const { version, settings } = await t.as(admin).get('/admin/campus');
    const features = { ...settings.features, boards: true };
    return t.as(admin).raw('PUT', '/admin/campus', { body: { ...settings, features, basedOn: version } });
  };
  expect(await switchBoardsOn()).toMatchObject({
    status: 409,
    body: {
      code: 'board_keys_missing',
      errors: [{ message: 'staff' }, { message: 'council' }, { message: 'university' }],
    },
  });
  await makeHolders(t);
  t.ctx.config.trafficLog.isOn = true;
  expect(await switchBoardsOn()).toMatchObject({ status: 409, body: { code: 'board_traffic_log_on' } });
  t.ctx.config.trafficLog.isOn = false;
  expect((await switchBoardsOn()).status).toBe(200);
  expect((await t.as(ayse).raw('GET', '/boards')).status).toBe(200);

  // Switched on later, the traffic log closes them; the keys of a holder who leaves as well.
  t.ctx.config.trafficLog.isOn = true;
  expect(await t.as(ayse).raw('GET', '/boards')).toMatchObject(off);
  expect((await t.anyone.get('/campus')).features.boards).toBe(false);
  t.ctx.config.trafficLog.isOn = false;
  await t.ctx.pool.query(`update boards.holders set member_id = null where role = 'council'`);
  expect((await t.as(ayse).raw('GET', '/boards')).status).toBe(200);
  await t.ctx.pool.query(`update boards.holders set member_id = null where role = 'staff'`);
  expect(await t.as(ayse).raw('GET', '/boards')).toMatchObject({
    status: 403,
    body: { code: 'board_keys_missing' },
  });
});

test('without link previews, the server opens no page', async () => {
  let asked = 0;
  const site = createServer((_request, response) => {
    asked += 1;
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Bahar</title>');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(site.address() as AddressInfo).port}`;
  t.ctx.config.previewLocalAddresses.push(host);
  try {
    const publish = async (path: string) => {
      const post = await t.as(ayse).post('/posts', { content: `Bak: http://${host}/${path}` });
      await t.settled();
      return (await t.as(ayse).get(`/posts/${post.id}`)).linkPreview;
    };
    await setOff('link_previews');
    expect([await publish('kapali'), asked]).toEqual([undefined, 0]);
    await setOff();
    expect(await publish('acik')).toMatchObject({ title: 'Bahar' });
  } finally {
    await new Promise((resolve) => site.close(resolve));
  }
});

test('what runs already goes on', async () => {
  await setOff();
  const group = await makeGroup(t, [ayse, bora]);
  const direct = await makeDirect(t, ayse, bora);
  await t.as(ayse).patch(`/conversations/${direct.id}`, { disappearAfterSeconds: 86_400 });
  const question = await t.as(ayse).post('/posts', withPoll());
  await setOff(...CAMPUS_FEATURES);
  expect(await makeMessage(t, bora, group, 'Buradayım')).toMatchObject({ content: 'Buradayım' });
  expect(
    await t.as(ayse).raw('PATCH', `/conversations/${group.id}`, { body: { name: 'Yeni ad' } }),
  ).toMatchObject({
    status: 200,
  });
  const voted = await t.as(bora).raw('PUT', `/posts/${question.id}/poll/vote`, { body: { choices: [0] } });
  expect(voted.body?.code).not.toBe('feature_off');
  const off = await t
    .as(ayse)
    .raw('PATCH', `/conversations/${direct.id}`, { body: { disappearAfterSeconds: null } });
  expect(off.status).toBe(200);
});
