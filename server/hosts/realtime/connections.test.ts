import { afterAll, expect, test } from 'vitest';
import { testServer } from '../../testing/server.ts';
import { openDevice } from './testing/device.ts';
import { startRealtime } from './testing/process.ts';

const t = await testServer();
const realtime = await startRealtime(t, { RATE_LIMITS: 'on' });
afterAll(async () => {
  await realtime.stop();
  await t.close();
});

const member = async () => {
  const [newMember] = await t.members(1);
  if (!newMember) throw new Error('no member');
  return newMember;
};

// Runs first: the signing key is created with the first member and must be as old as the token. Both tests
// wait for real time.
test.concurrent('a renewed token continues after the first one expires', async () => {
  t.clock.advance(-(15 * 60_000) + 3_000);
  const [aboutToExpire] = await t.members(1);
  t.clock.advance(15 * 60_000 - 3_000);
  if (!aboutToExpire) throw new Error('no member');
  const [renewing, staying] = [
    await openDevice(realtime.url, aboutToExpire.accessToken),
    await openDevice(realtime.url, aboutToExpire.accessToken),
  ];
  const { body } = await t.anyone.raw('POST', '/auth/refresh', {
    body: { refreshToken: aboutToExpire.refreshToken },
  });
  await renewing.request('auth', { token: body.accessToken });
  expect(await staying.closed).toBe(4401);
  expect(await renewing.request('ping', {})).toBeTruthy();
  await renewing.close();
});

test.concurrent('a connection without sign-in for 10 s is closed with 4408', async () => {
  const device = await openDevice(realtime.url);
  expect(await device.closed).toBe(4408);
});

test('a token signs a socket in and returns the member and the expiry', async () => {
  const ayse = await member();
  const device = await openDevice(realtime.url);
  const answer = await device.request('auth', { token: ayse.accessToken });
  expect(answer).toEqual({
    userId: ayse.id,
    sessionId: ayse.sessionId,
    heartbeatMs: 30_000,
    expiresAt: expect.any(String),
    expiresIn: expect.any(Number),
  });
  expect(Date.parse(answer.expiresAt)).toBeGreaterThan(Date.now());
  expect(await device.request('ping', {})).toEqual({ at: expect.any(String) });
  await device.close();
});

test('a bad token gets a problem, and the socket is closed with 4401', async () => {
  const device = await openDevice(realtime.url);
  expect(await device.requestAck('auth', { token: 'no.token.atall' })).toMatchObject({
    ok: false,
    error: { code: 'token_invalid', status: 401 },
  });
  expect(await device.closed).toBe(4401);
});

test('a frame before signing in closes the socket with 4401', async () => {
  const device = await openDevice(realtime.url);
  device.send({ type: 'ping', id: '1' });
  expect(await device.closed).toBe(4401);
});

test('frames right after the sign-in wait for it', async () => {
  const ayse = await member();
  const device = await openDevice(realtime.url);
  const answers = await Promise.all([
    device.requestAck('auth', { token: ayse.accessToken }),
    device.requestAck('feed:watch', { feeds: ['home'] }),
    device.requestAck('feed:watch', { feeds: [] }),
  ]);
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
  await device.close();
});

test("another member's token does not take over a connection", async () => {
  const [ayse, bora] = [await member(), await member()];
  const device = await openDevice(realtime.url, ayse.accessToken);
  expect(await device.requestAck('auth', { token: bora.accessToken })).toMatchObject({
    error: { code: 'member_mismatch' },
  });
  expect(await device.closed).toBe(4401);
});

test('a browser on our own pages signs in by its cookie, another page does not', async () => {
  const ayse = await member();
  const cookie = `cl_access=${ayse.accessToken}`;
  const ownOrigin = await openDevice(realtime.url, undefined, { origin: 'http://localhost:3000', cookie });
  expect(await ownOrigin.request('auth', {})).toMatchObject({ userId: ayse.id });
  await ownOrigin.close();
  const otherOrigin = await openDevice(realtime.url, undefined, { origin: 'http://evil.example', cookie });
  expect(await otherOrigin.requestAck('auth', {})).toMatchObject({ error: { code: 'not_signed_in' } });
  expect(await otherOrigin.closed).toBe(4401);
});

test.for([
  ['not JSON', 'no frame at all', 4400],
  ['no type', '{"id":"1"}', 4400],
  ['a list', '[]', 4400],
  ['an unknown field', '{"type":"ping","more":1}', 4400],
  ['an id that is too long', JSON.stringify({ type: 'ping', id: 'x'.repeat(81) }), 4400],
  ['bytes', Buffer.from('{"type":"ping"}'), 4400],
  ['a frame that is too large', JSON.stringify({ type: 'ping', data: { x: 'ş'.repeat(33_000) } }), 4413],
] as const)('%s closes with %3$s', async ([, raw, code]) => {
  const ayse = await member();
  const device = await openDevice(realtime.url, ayse.accessToken);
  device.socket.send(raw);
  expect(await device.closed).toBe(code);
});

/** A `ping` frame with this many bytes of text. */
const makePing = (bytes: number): string => {
  const [head, tail] = ['{"type":"ping","id":"1","data":{"x":"', '"}}'];
  return head + 'x'.repeat(bytes - head.length - tail.length) + tail;
};

test('a frame of 64 KiB is accepted, a longer one is not; over 256 KiB it is refused unread, without effect on other connections', async () => {
  const ayse = await member();
  const otherOrigin = await openDevice(realtime.url, ayse.accessToken);
  const device = await openDevice(realtime.url, ayse.accessToken);
  device.send(makePing(64 * 1024));
  await device.request('ping', {});
  device.send(makePing(64 * 1024 + 1));
  expect(await device.closed).toBe(4413);
  // As one frame, and in fragments that are each small enough.
  for (const [bytes, pieces, code] of [
    [256 * 1024, 1, 4413],
    [256 * 1024 + 1, 1, 1009],
    [256 * 1024 + 1, 8, 1009],
  ] as const) {
    const next = await openDevice(realtime.url, ayse.accessToken);
    const text = makePing(bytes);
    const size = Math.ceil(bytes / pieces);
    for (let piece = 0; piece < pieces; piece++)
      next.socket.send(text.slice(piece * size, (piece + 1) * size), { fin: piece === pieces - 1 });
    expect(await next.closed).toBe(code);
  }
  expect(await otherOrigin.request('ping', {})).toBeTruthy();
  await otherOrigin.close();
});

test('an unknown type and invalid data are refused, and the socket stays open', async () => {
  const ayse = await member();
  const device = await openDevice(realtime.url, ayse.accessToken);
  expect(await device.requestAck('no_such_thing' as 'ping', {})).toMatchObject({
    ok: false,
    error: { code: 'unknown_type' },
  });
  expect(await device.requestAck('typing', { conversationId: 'x', active: true })).toMatchObject({
    ok: false,
    error: { code: 'invalid_request', status: 400, errors: [{ path: 'conversationId' }] },
  });
  expect(await device.requestAck('ping', { more: 1 })).toMatchObject({
    ok: false,
    error: { errors: [{ path: 'more', message: 'Unknown field.' }] },
  });
  device.send({ type: 'feed:watch', data: { feeds: ['none'] } });
  await expect
    .poll(() => device.events('error'))
    .toMatchObject([{ code: 'invalid_request', frame: 'feed:watch' }]);
  await device.close();
});

test('sending above the rate limit closes with 4429', async () => {
  const ayse = await member();
  const device = await openDevice(realtime.url, ayse.accessToken);
  for (let index = 0; index < 260; index++) device.send({ type: 'ping' });
  expect(await device.closed).toBe(4429);
});

test('beyond the maximum per member, the oldest connection is closed with 4409', async () => {
  const ayse = await member();
  const first = await openDevice(realtime.url, ayse.accessToken);
  const others = [];
  for (let index = 0; index < 20; index++) others.push(await openDevice(realtime.url, ayse.accessToken));
  expect(await first.closed).toBe(4409);
  for (const device of others) expect(device.socket.readyState).toBe(device.socket.OPEN);
  await Promise.all(others.map((device) => device.close()));
});

test('the end of a session closes only its own sockets', async () => {
  const [ayse, bora] = [await member(), await member()];
  const [aysesDevice, borasDevice] = [
    await openDevice(realtime.url, ayse.accessToken),
    await openDevice(realtime.url, bora.accessToken),
  ];
  await t.as(ayse).post('/auth/logout');
  expect(await aysesDevice.closed).toBe(4401);
  expect(await borasDevice.request('ping', {})).toBeTruthy();
  await borasDevice.close();
});

test('a session that ended while the bus was down is detected when it reconnects', async () => {
  const [ayse, bora] = [await member(), await member()];
  const [aysesDevice, borasDevice] = [
    await openDevice(realtime.url, ayse.accessToken),
    await openDevice(realtime.url, bora.accessToken),
  ];
  await t.ctx.pool.query(`update auth.sessions set ended_at = now(), end_reason = 'logout' where id = $1`, [
    ayse.sessionId,
  ]);
  // Nothing is published. The bus of every process on this database disconnects and reconnects.
  await t.ctx.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'chitlaq bus' and datname = current_database()`,
  );
  expect(await aysesDevice.closed).toBe(4401);
  await expect.poll(() => borasDevice.events('resync'), { timeout: 10_000 }).toMatchObject([{ ms: 1_000 }]);
  await borasDevice.close();
});

test('a full process closes with 1013', async () => {
  const small = await startRealtime(t, { REALTIME_MAX_CONNECTIONS: '1' });
  const ayse = await member();
  const first = await openDevice(small.url, ayse.accessToken);
  const second = await openDevice(small.url);
  expect(await second.closed).toBe(1013);
  await first.close();
  await small.stop();
});

test('a client that does not read is cut off, and others continue', async () => {
  const [ayse, bora] = [await member(), await member()];
  const [slow, quick] = [
    await openDevice(realtime.url, ayse.accessToken),
    await openDevice(realtime.url, bora.accessToken),
  ];
  slow.socket.pause();
  const filler = 'x'.repeat(6_000);
  const connectedMembers = () => realtime.metrics().then((text) => /realtime_members (\d+)/.exec(text)?.[1]);
  for (let round = 0; round < 60 && (await connectedMembers()) !== '1'; round++) {
    await Promise.all(
      Array.from({ length: 40 }, () =>
        t.ctx.bus.publish('realtime.member_event', { userIds: [ayse.id], type: 'counts', data: { filler } }),
      ),
    );
  }
  await expect.poll(connectedMembers).toBe('1');
  expect(await quick.request('ping', {})).toBeTruthy();
  slow.socket.terminate();
  await quick.close();
});

test('metrics are exposed', async () => {
  const ayse = await member();
  const device = await openDevice(realtime.url, ayse.accessToken);
  const text = await realtime.metrics();
  expect(text).toMatch(/^realtime_connections [1-9]/m);
  expect(text).toMatch(/^realtime_frames_total\{type="auth",answer="ok"\} \d+/m);
  expect(text).toContain('process_resident_memory_bytes');
  const ready = await fetch(`${realtime.origin}/ready`);
  expect([ready.status, await ready.json()]).toMatchObject([
    200,
    { status: 'ok', database: 'ok', bus: 'ok', cache: 'ok' },
  ]);
  await device.close();
});

test('before it stops, a process asks clients to reconnect and closes the remaining with 1012', async () => {
  const leaving = await startRealtime(t);
  const [ayse, bora] = [await member(), await member()];
  const [movingDevice, stayingDevice] = [
    await openDevice(leaving.url, ayse.accessToken),
    await openDevice(leaving.url, bora.accessToken),
  ];
  const ended = leaving.stop();
  await expect.poll(() => movingDevice.events('drain')).toEqual([{ ms: 1_000 }]);
  await movingDevice.close();
  await expect(openDevice(leaving.url)).rejects.toThrow();
  expect(await stayingDevice.closed).toBe(1012);
  expect(await ended).toBe(0);
});

test.for([
  ['/ws', 426, 'bad_request'],
  ['/nothing', 404, 'not_found'],
] as const)('a request for %s without a socket gets a problem document', async ([path, status, code]) => {
  const answer = await fetch(realtime.origin + path);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await answer.json()).toMatchObject({ status, code, requestId: expect.any(String) });
});
