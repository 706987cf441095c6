import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost, makeReaction } from '../../content/factory.ts';
import { makePicture } from '../../media/factory.ts';
import { coalesceNow, makeDirect, makeGroup, makeMessage } from '../../messaging/factory.ts';
import { makeBlock, makeFollow } from '../../social/factory.ts';
import type { Notification } from '../schemas.ts';
import { type PushContent, pushDeliveries, serializeWithinLimit, toPushContent } from './jobs.ts';
import { vapidKeys } from './keys.ts';

const t = await testServer({ PUSH_LOCAL_ENDPOINTS: '1', MAIL_FROM: 'ChitLaq <posta@cinar.edu.tr>' });
afterAll(t.close);

/** A push service (RFC 8030) that records what it gets and answers as configured. */
interface Pushed {
  path: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}
const pushed: Pushed[] = [];
let answer: { status: number; headers?: Record<string, string> } = { status: 201 };
const service = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    pushed.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
    response.writeHead(answer.status, answer.headers).end();
  });
});
let origin = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}`; // bound to a port
});
afterAll(() => new Promise((resolve) => service.close(resolve)));

/** A browser with its own keys. */
function browser() {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  const secret = randomBytes(16);
  const path = `/push/${randomBytes(8).toString('hex')}`;
  return {
    path,
    subscription: {
      endpoint: `${origin}${path}`,
      expirationTime: null,
      keys: { p256dh: pair.getPublicKey('base64url'), auth: secret.toString('base64url') },
    },
    /** The received pushes, decrypted as in RFC 8291 and RFC 8188. */
    received: (): PushContent[] =>
      pushed.filter((push) => push.path === path).map(({ body }) => JSON.parse(decrypt(body, pair, secret))),
  };
}

function decrypt(body: Buffer, pair: ReturnType<typeof createECDH>, secret: Buffer): string {
  const salt = body.subarray(0, 16);
  const recordBytes = body.readUInt32BE(16);
  const keyBytes = body.readUInt8(20);
  const sender = body.subarray(21, 21 + keyBytes);
  const sealed = body.subarray(21 + keyBytes);
  expect(sealed.length).toBeLessThanOrEqual(recordBytes);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), sender]);
  const shared = Buffer.from(hkdfSync('sha256', pair.computeSecret(sender), secret, info, 32));
  const derive = (name: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', shared, salt, `Content-Encoding: ${name}\0`, bytes));
  const cipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
  cipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
  const end = plain.lastIndexOf(2); // the delimiter of the last record; zeros follow
  expect(plain.subarray(end + 1).every((byte) => byte === 0)).toBe(true);
  return plain.subarray(0, end).toString('utf8');
}

let ayse: TestMember;
let bora: TestMember;
let can: TestMember;
beforeEach(async () => {
  pushed.length = 0;
  answer = { status: 201 };
  [ayse, bora, can] = (await t.members(3)) as [TestMember, TestMember, TestMember];
});

const subscribeDevice = async (member: TestMember) => {
  const device = browser();
  const { id } = await t.as(member).post('/notifications/push-subscriptions', device.subscription);
  expect(id).toEqual(expect.any(String));
  return { ...device, id };
};
const changePreferences = (member: TestMember, change: object) =>
  t.as(member).patch('/notifications/preferences', change);
const devicesOf = async (member: TestMember) =>
  (await t.ctx.pool.query('select id from notifications.push_subscriptions where user_id = $1', [member.id]))
    .rowCount;
/** Makes all delayed jobs due now. */
const makeJobsDue = () =>
  t.ctx.pool.query('update graphile_worker._private_jobs set run_at = now() where run_at > now()');

/** While it runs, the campus offers English alone. */
async function inEnglishOnly(work: () => Promise<void>): Promise<void> {
  const offer = async (languages: object) => {
    const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
    const { version, settings } = await t.as(admin).get('/admin/campus');
    await t.as(admin).put('/admin/campus', { ...settings, languages, basedOn: version });
  };
  await offer({ offered: ['en'], default: 'en' });
  await work();
  await offer({ offered: ['tr', 'en'], default: 'tr' });
}

test('a push is encrypted for one browser, signed with the campus key, and shown once', async () => {
  const device = await subscribeDevice(ayse);
  const post = await makePost(t, { author: bora, content: `@${ayse.username} yarın saat kaçta? 🌳` });
  await t.settled();
  expect(device.received()).toEqual([
    {
      title: `${bora.displayName} senden söz etti`,
      body: `@${ayse.username} yarın saat kaçta? 🌳`,
      url: `/post/${post.id}`,
      tag: expect.any(String),
      lang: 'tr',
    },
  ]);
  const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = pushed;
  expect(body.includes('saat')).toBe(false);
  expect(headers).toMatchObject({
    ttl: '86400',
    'content-encoding': 'aes128gcm',
    topic: expect.stringMatching(/^[\w-]{1,32}$/),
  });

  const [, token = '', key] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '') ?? [];
  const { pushKey } = await t.as(ayse).get('/notifications/preferences');
  expect(key).toBe(pushKey);
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(pushKey, 'base64url');
  const publicKey = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
  const signed = Buffer.from(`${head}.${claims}`);
  const seal = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  expect(verify('sha256', signed, seal, Buffer.from(signature, 'base64url'))).toBe(true);
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    aud: origin,
    sub: 'mailto:posta@cinar.edu.tr',
  });
});

test('the campus key is the same in every process', () => {
  expect(vapidKeys(t.ctx)).toEqual(vapidKeys({ secrets: t.ctx.secrets }));
  expect(Buffer.from(vapidKeys(t.ctx).publicKey, 'base64url')).toHaveLength(65);
});

test('twelve likes cause one push, and later another one with all of them', async () => {
  const device = await subscribeDevice(ayse);
  await changePreferences(ayse, { kinds: { like: { push: true } } });
  const post = await makePost(t, { author: ayse });
  const fans = await t.members(12);
  for (const fan of fans) {
    await makeReaction(t, 'like', fan, post);
    await t.settled();
  }
  expect(device.received()).toHaveLength(1);
  t.clock.advance(11 * 60_000);
  await makeJobsDue();
  await t.settled();
  const [first, second, ...rest] = device.received();
  expect(rest).toEqual([]);
  expect(second?.title).toBe(`${fans[11]?.displayName} ve 11 kişi daha gönderini beğendi`);
  expect(second?.tag).toBe(first?.tag);
  t.clock.advance(-11 * 60_000);
});

test('running the same job again pushes nothing twice', async () => {
  const device = await subscribeDevice(ayse);
  await makeFollow(t, bora, ayse);
  await t.settled();
  const [notification] = (await t.as(ayse).get('/notifications')).items;
  for (let index = 0; index < 3; index++)
    await t.ctx.jobs.add('notifications.push', { notificationId: notification.groupId });
  await t.settled();
  expect(device.received()).toHaveLength(1);
});

test('each device gets the push in the member’s language; none after its session has ended', async () => {
  const phone = await subscribeDevice(ayse);
  const entry = await t.anyone.post('/auth/login', { identifier: ayse.username, password: ayse.password });
  const desktop = await subscribeDevice(entry);
  await t.ctx.pool.query(`update auth.users set locale = 'en' where id = $1`, [ayse.id]);
  await makeFollow(t, bora, ayse);
  await t.settled();
  expect([phone.received(), desktop.received()]).toMatchObject([
    [{ title: `${bora.displayName} followed you`, url: `/u/${bora.username}`, lang: 'en' }],
    [{ lang: 'en' }],
  ]);
  await t.as(entry).post('/auth/logout');
  await makePost(t, { author: can, content: `@${ayse.username} hello` });
  await t.settled();
  expect([phone.received().length, desktop.received().length]).toEqual([2, 1]);
  expect(await devicesOf(ayse)).toBe(1);
});

test('a push in a language that the campus no longer offers comes in that of the campus', async () => {
  const phone = await subscribeDevice(ayse);
  await inEnglishOnly(async () => {
    await makeFollow(t, bora, ayse);
    await t.settled();
  });
  expect(phone.received()).toMatchObject([{ title: `${bora.displayName} followed you`, lang: 'en' }]);
});

test('after another member signs in, a browser gets only that member’s pushes', async () => {
  const device = await subscribeDevice(ayse);
  await t.as(bora).post('/notifications/push-subscriptions', device.subscription);
  await makeFollow(t, can, ayse);
  await t.settled();
  expect(device.received()).toEqual([]);
  expect([await devicesOf(ayse), await devicesOf(bora)]).toEqual([0, 1]);
});

test('what was read, blocked or deleted before the push is not sent', async () => {
  const device = await subscribeDevice(ayse);
  await changePreferences(ayse, { quietHours: { from: '00:00', until: '23:59' }, timeZone: 'UTC' });
  const post = await makePost(t, { author: bora, content: `@${ayse.username} gizli` });
  await makeFollow(t, bora, ayse);
  await makeFollow(t, can, ayse);
  await t.settled();
  await t.as(bora).delete(`/posts/${post.id}`);
  await makeBlock(t, ayse, bora);
  await changePreferences(ayse, { quietHours: null });
  await makeJobsDue();
  await t.settled();
  expect(device.received()).toMatchObject([{ title: `${can.displayName} seni takip etti` }]);
  await makeBlock(t, can, ayse);
  await t.settled();
  expect(device.received()).toHaveLength(1);
});

test('a message push shows its text or its type, and who is mentioned', async () => {
  const device = await subscribeDevice(ayse);
  const conversation = await makeDirect(t, ayse, bora);
  const picture = await makePicture(t, bora);
  const body = { clientId: 'resim', type: 'image', content: '', mediaIds: [picture.id] };
  await t.as(bora).post(`/conversations/${conversation.id}/messages`, body);
  const group = await makeGroup(t, [bora, ayse], 'Bitirme');
  await makeMessage(t, bora, group, `@${ayse.username} bakar mısın?`);
  await coalesceNow(t);
  await t.settled();
  expect(device.received()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ title: `${bora.displayName} sana yazdı`, body: 'Fotoğraf' }),
      expect.objectContaining({
        title: `${bora.displayName} senden söz etti`,
        body: `Bitirme: @${ayse.username} bakar mısın?`,
        url: `/messages/${group.id}`,
      }),
    ]),
  );
});

test('quiet hours defer pushes, and one push summarizes all at their end', async () => {
  const device = await subscribeDevice(ayse);
  const now = t.ctx.clock();
  const clock = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString().slice(11, 16);
  await changePreferences(ayse, { quietHours: { from: clock(-1), until: clock(2) }, timeZone: 'UTC' });
  await makeFollow(t, bora, ayse);
  await makeFollow(t, can, ayse);
  await makePost(t, { author: bora, content: `@${ayse.username} uyudun mu` });
  await t.settled();
  await makeJobsDue();
  await t.settled(); // too early: deferred again
  expect(device.received()).toEqual([]);
  t.clock.advance(3 * 3_600_000);
  await makeJobsDue();
  await t.settled();
  // Both followers are one notification.
  expect(device.received()).toMatchObject([{ title: '2 yeni bildirimin var', url: '/notifications' }]);
  t.clock.advance(-3 * 3_600_000);
});

test('a quiet time defers pushes about members whom the recipient does not follow, and no others', async () => {
  const device = await subscribeDevice(ayse);
  await makeFollow(t, ayse, bora);
  await t.as(ayse).put('/safety/quiet-time', { duration: 'hour', timeZone: 'UTC' });
  await makePost(t, { author: can, content: `@${ayse.username} bak` });
  await makePost(t, { author: bora, content: `@${ayse.username} günaydın` });
  await t.settled();
  expect(device.received()).toMatchObject([{ body: expect.stringContaining('günaydın') }]);
  t.clock.advance(3_600_000);
  await makeJobsDue();
  await t.settled();
  expect(device.received().slice(1)).toMatchObject([{ body: expect.stringContaining('bak') }]);
  t.clock.advance(-3_600_000);
});

test.for([404, 410])('%i from the push service removes the subscription', async (status) => {
  const device = await subscribeDevice(ayse);
  answer = { status };
  await makeFollow(t, bora, ayse);
  await t.settled();
  expect([pushed.length, await devicesOf(ayse)]).toEqual([1, 0]);
  expect(device.received()).toHaveLength(1);
});

test.for([429, 500, 503])('%i from the push service is retried until it succeeds', async (status) => {
  const device = await subscribeDevice(ayse);
  answer = { status, headers: { 'retry-after': '120' } };
  await makeFollow(t, bora, ayse);
  await t.settled();
  const { rows } = await t.ctx.pool.query(
    `select extract(epoch from run_at - now())::float as wait from graphile_worker.jobs where task_identifier = 'notifications.deliver'`,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0].wait).toBeGreaterThan(100);
  answer = { status: 201 };
  await makeJobsDue();
  await t.settled();
  await makeJobsDue();
  await t.settled();
  expect(device.received()).toHaveLength(2);
  expect(await devicesOf(ayse)).toBe(1);
});

test('a push is given up after eight attempts, its subscription is not', async () => {
  await subscribeDevice(ayse);
  answer = { status: 500 };
  await makeFollow(t, bora, ayse);
  for (let index = 0; index < 12; index++) {
    await t.settled();
    await makeJobsDue();
  }
  expect(pushed).toHaveLength(8);
  expect(await devicesOf(ayse)).toBe(1);
});

/** Creates notifications, each retried until it is given up. */
async function failAllAttempts(notifications: number): Promise<void> {
  for (let index = 0; index < notifications; index++) {
    await makePost(t, { author: bora, content: `@${ayse.username} ${index}` });
    for (let attempt = 0; attempt < 9; attempt++) {
      await t.settled();
      await makeJobsDue();
    }
  }
}

test.for([429, 500, 503])(
  'ten failed messages with %i remove no subscription, and the browser learns since when it fails',
  async (status) => {
    const device = await subscribeDevice(ayse);
    answer = { status };
    await failAllAttempts(10);
    expect(pushed.length).toBeGreaterThan(30);
    expect(await devicesOf(ayse)).toBe(1);
    const again = await t.as(ayse).post('/notifications/push-subscriptions', device.subscription);
    expect(again).toEqual({ id: device.id, failingSince: expect.any(String) });

    answer = { status: 201 };
    await makeFollow(t, can, ayse);
    await t.settled();
    await makeJobsDue();
    await t.settled();
    expect(await t.as(ayse).post('/notifications/push-subscriptions', device.subscription)).toEqual({
      id: device.id,
      failingSince: null,
    });
  },
);

test('a push service that refuses for two weeks is given up; an unreachable one is not', async () => {
  const [failing, otherDevice] = [await subscribeDevice(ayse), await subscribeDevice(can)];
  await t.ctx.pool.query('update notifications.push_subscriptions set endpoint = $2 where id = $1', [
    otherDevice.id,
    'http://127.0.0.1:1/push/away',
  ]);
  answer = { status: 503 };
  const sendMessage = async () => {
    await makePost(t, { author: bora, content: `@${ayse.username} @${can.username} merhaba` });
    await t.settled();
  };
  await sendMessage();
  t.clock.advance(13 * 86_400_000);
  await sendMessage();
  expect([await devicesOf(ayse), await devicesOf(can)]).toEqual([1, 1]);
  t.clock.advance(2 * 86_400_000);
  await sendMessage();
  expect([await devicesOf(ayse), await devicesOf(can)]).toEqual([0, 1]);
  t.clock.advance(-15 * 86_400_000);
  expect(failing.received().length).toBeGreaterThan(2);
});

test.for([401, 403])('%i stops the attempts until the app sends its subscription again', async (status) => {
  const device = await subscribeDevice(ayse);
  answer = { status };
  const count = async () => {
    const { values } = await pushDeliveries.get();
    return values.find(({ labels }) => labels.outcome === 'rejected')?.value ?? 0;
  };
  const before = await count();
  await failAllAttempts(3);
  expect(pushed).toHaveLength(1);
  expect(await count()).toBe(before + 1);
  expect(await devicesOf(ayse)).toBe(1);
  answer = { status: 201 };
  await t.as(ayse).post('/notifications/push-subscriptions', device.subscription);
  await makeFollow(t, bora, ayse);
  await t.settled();
  expect(pushed).toHaveLength(2);
});

test.for([400, 413])('%i is about this push only', async (status) => {
  await subscribeDevice(ayse);
  answer = { status };
  await makeFollow(t, bora, ayse);
  await t.settled();
  answer = { status: 201 };
  await makeFollow(t, can, ayse);
  t.clock.advance(11 * 60_000);
  await t.settled();
  await makeJobsDue();
  await t.settled();
  t.clock.advance(-11 * 60_000);
  expect(pushed).toHaveLength(2);
});

test('the text of a disappearing message is not in its push', async () => {
  const device = await subscribeDevice(ayse);
  const conversation = await makeDirect(t, ayse, bora);
  await t.as(bora).patch(`/conversations/${conversation.id}`, { disappearAfterSeconds: 86_400 });
  await makeMessage(t, bora, conversation, 'Kapının şifresi 4821');
  await coalesceNow(t);
  await t.settled();
  expect(device.received().at(-1)).toMatchObject({ body: 'Yeni mesaj' });
  expect(JSON.stringify(device.received())).not.toContain('4821');
});

describe('deferred pushes are sent when quiet hours', () => {
  const clock = (hours: number) =>
    new Date(t.ctx.clock().getTime() + hours * 3_600_000).toISOString().slice(11, 16);
  test.for<[string, () => object]>([
    ['are ended', () => ({ quietHours: null })],
    ['are shortened', () => ({ quietHours: { from: clock(-2), until: clock(-1) } })],
    ['are moved to another zone', () => ({ timeZone: 'Pacific/Auckland' })],
  ])('%s', async ([, change]) => {
    const device = await subscribeDevice(ayse);
    await changePreferences(ayse, { quietHours: { from: clock(-1), until: clock(2) }, timeZone: 'UTC' });
    await makeFollow(t, bora, ayse);
    await t.settled();
    await changePreferences(ayse, { digest: 'daily' });
    await t.settled();
    expect(device.received()).toEqual([]);
    await changePreferences(ayse, change());
    await t.settled();
    expect(device.received()).toHaveLength(1);
  });

  test('are not begun: a change of preferences pushes nothing old', async () => {
    await makeFollow(t, bora, ayse);
    await t.settled();
    const device = await subscribeDevice(ayse);
    await changePreferences(ayse, { quietHours: { from: '03:00', until: '04:00' } });
    await t.settled();
    expect(device.received()).toEqual([]);
  });
});

test('a kind without push is not pushed, but is in the list', async () => {
  const device = await subscribeDevice(ayse);
  await changePreferences(ayse, { kinds: { follow: { push: false } } });
  await makeFollow(t, bora, ayse);
  await t.settled();
  expect(device.received()).toEqual([]);
  expect((await t.as(ayse).get('/notifications')).items).toHaveLength(1);
});

test('a removed browser gets nothing more; another member’s browser cannot be removed', async () => {
  const device = await subscribeDevice(ayse);
  await t.as(bora).delete(`/notifications/push-subscriptions/${device.id}`);
  expect(await devicesOf(ayse)).toBe(1);
  await t.as(ayse).delete(`/notifications/push-subscriptions/${device.id}`);
  expect(await devicesOf(ayse)).toBe(0);
});

test('a member keeps the newest twenty browsers', async () => {
  for (let index = 0; index < 22; index++) await subscribeDevice(ayse);
  expect(await devicesOf(ayse)).toBe(20);
});

describe('outside of tests', async () => {
  const strict = await testServer();
  afterAll(strict.close);

  test.for([
    'http://push.example.org/x',
    'https://localhost/x',
    'https://127.0.0.1/x',
    'https://10.0.0.8/x',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/x',
    'https://[::ffff:10.0.0.8]/x',
    'https://0x7f000001/x',
    'https://user:word@push.example.org/x',
    'ftp://push.example.org/x',
    'nonsense',
  ])('the endpoint %s is refused', async (endpoint) => {
    const [member] = await strict.members(1);
    const body = { ...browser().subscription, endpoint };
    expect(await strict.as(member!).post('/notifications/push-subscriptions', body)).toMatchObject({
      status: 422,
      code: 'endpoint_not_allowed',
    });
  });

  test('an endpoint that resolves to this machine is not called, and fails until it resolves to a public address', async () => {
    const [member, fan] = await strict.members(2);
    const device = browser();
    const made = await strict.as(member!).post('/notifications/push-subscriptions', {
      ...device.subscription,
      endpoint: 'https://push.example.org/x',
    });
    await strict.ctx.pool.query('update notifications.push_subscriptions set endpoint = $1 where id = $2', [
      `${origin}${device.path}`,
      made.id,
    ]);
    await makeFollow(strict, fan!, member!);
    await strict.settled();
    expect(device.received()).toEqual([]);
    const { rows } = await strict.ctx.pool.query(
      'select failing_since as since from notifications.push_subscriptions',
    );
    expect(rows).toEqual([{ since: expect.any(Date) }]);
  });
});

test.for([
  { p256dh: 'x', auth: 'x' },
  { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: Buffer.alloc(16).toString('base64url') },
])('invalid keys are refused: %o', async (keys) => {
  const body = { endpoint: `${origin}/x`, keys };
  expect(await t.as(ayse).post('/notifications/push-subscriptions', body)).toMatchObject({
    status: 422,
    code: 'push_keys_invalid',
  });
});

test('a push is never over 3 kB, whatever a post contains', () => {
  const content = `a${'\u0301'.repeat(3_900)}`;
  const long = {
    id: 'x',
    groupId: 'x',
    kind: 'mention',
    topic: null,
    actors: [{ displayName: 'Ayşe' }],
    count: 1,
    subjectId: 'x',
    post: { id: 'x', content, contentWarning: null },
    isRead: false,
    at: '',
  } as unknown as Notification; // the fields that a push reads
  expect(Buffer.byteLength(serializeWithinLimit(toPushContent('tr', [long])))).toBeLessThanOrEqual(3_000);
});
