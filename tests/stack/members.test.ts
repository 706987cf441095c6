import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMailbox } from '../../server/testing/mailbox.ts';
import { totpCode } from '../../server/testing/totp.ts';
import {
  api,
  conversationOf,
  door,
  join,
  type Member,
  openSocket,
  openToStudents,
  PASSWORD,
} from './member.ts';
import {
  ADMIN,
  call,
  compose,
  composeUp,
  containers,
  engine,
  isSmall,
  MAIL_PORT,
  processorTime,
  running,
  SITE,
  serviceOf,
} from './stack.ts';

let mailbox: Awaited<ReturnType<typeof openMailbox>>;
beforeAll(async () => {
  mailbox = await openMailbox(MAIL_PORT);
});
afterAll(() => mailbox?.close());

describe('members', () => {
  let [owner, ayse, bora]: Member[] = [];
  beforeAll(async () => {
    await openToStudents('owner_stack');
    owner = await join(mailbox, 'owner_stack');
    ayse = await join(mailbox, 'ayse_stack');
    bora = await join(mailbox, 'bora_stack');
  });

  test('a member who registered by mail posts, and another reads it at home', async () => {
    await call('PUT', api(`/users/${ayse!.id}/follow`), { token: bora!.token });
    const posted = await call('POST', api('/posts'), {
      token: ayse!.token,
      body: { content: 'İlk gönderi, TLS arkasından' },
    });
    expect(posted.status, posted.bytes.toString()).toBe(201);
    await expect
      .poll(async () => (await call('GET', api('/feed/home'), { token: bora!.token })).bytes.toString())
      .toContain('TLS arkasından');
  });

  test('a message arrives over a socket through Nginx', async () => {
    const conversationId = await conversationOf(ayse!, bora!);
    const clients = await Promise.all([ayse!, bora!].map(openSocket));
    try {
      const [sender, receiver] = clients as [(typeof clients)[0], (typeof clients)[0]];
      const received = new Promise((resolve) => receiver.on('message', ({ content }) => resolve(content)));
      receiver.follow(conversationId, 0);
      await sender.send({ conversationId, content: 'Vekilin arkasından' });
      expect(await received).toBe('Vekilin arkasından');
    } finally {
      for (const client of clients) client.close();
    }
  });

  test('a picture is stored by the media process, and sent by Nginx to those who may have it', async () => {
    const noise = Buffer.from(Array.from({ length: 300 * 200 * 3 }, (_, at) => (at * 7919) % 251));
    const png = await sharp(noise, { raw: { width: 300, height: 200, channels: 3 } })
      .png()
      .toBuffer();
    const boundary = 'chitlaq-stack';
    const raw = Buffer.concat([
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="resim.png"\r\nContent-Type: image/png\r\n\r\n`,
      ),
      png,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    const sent = await call('POST', api('/media'), { token: ayse!.token, raw, headers });
    expect(sent.status, sent.bytes.toString()).toBe(201);
    const { pathname, search } = new URL(sent.body.url, `https://${SITE}`);
    const whole = await call('GET', pathname + search);
    expect(whole.status).toBe(200);
    expect(whole.headers).toMatchObject({
      'content-type': 'image/webp',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'cache-control': expect.stringContaining('private'),
    });
    // Nginx's own tag shows who sent it; the header that names the path stays inside.
    expect(whole.headers.etag).toMatch(/^"[0-9a-f]+-[0-9a-f]+"$/);
    expect(whole.headers['x-accel-redirect']).toBeUndefined();
    expect(whole.bytes.subarray(8, 12).toString()).toBe('WEBP');
    const part = await call('GET', pathname + search, { headers: { range: 'bytes=8-11' } });
    expect({ status: part.status, text: part.bytes.toString() }).toEqual({ status: 206, text: 'WEBP' });
    const again = await call('GET', pathname + search, {
      headers: { 'if-none-match': String(whole.headers.etag) },
    });
    expect(again.status).toBe(304);

    expect(
      (await call('GET', `${pathname}${search.replace(/signature=.{4}/, 'signature=AAAA')}`)).status,
    ).toBe(404);
    const stored = (await compose('exec', '-T', 'worker', 'find', '/data/uploads/files', '-type', 'f'))
      .trim()
      .split('\n');
    const key = stored[0]?.split('/').at(-1) ?? '';
    expect(key).not.toBe('');
    for (const path of [
      `/internal-files/${key.slice(0, 2)}/${key}`,
      `//internal-files/${key.slice(0, 2)}/${key}`,
    ])
      expect((await call('GET', path)).status, path).toBe(404);
  });

  test('what a page of home costs, by container; a table', async () => {
    const count = 300;
    const home = () => call('GET', api('/feed/home'), { token: bora!.token });
    for (let warm = 0; warm < 50; warm++) await home();
    const live = await running();
    const before = await Promise.all(live.map(processorTime));
    for (let turn = 0; turn < count; turn++) expect((await home()).status).toBe(200);
    const after = await Promise.all(live.map(processorTime));
    const rows = live
      .map((container, at) => ({
        name: serviceOf(container),
        cost: ((after[at] ?? 0) - (before[at] ?? 0)) / count,
      }))
      .sort((a, b) => b.cost - a.cost);
    const total = rows.reduce((sum, { cost }) => sum + cost, 0);
    console.log(
      [
        `\nprocessor time of a page of home over TLS, a connection for each, ${isSmall ? '8 GB' : '16 GB'} form, ms`,
        ...[...rows.filter(({ cost }) => cost > 0.02), { name: 'together', cost: total }].map(
          ({ name, cost }) => `${name.padEnd(12)} ${cost.toFixed(2)}`,
        ),
      ].join('\n'),
    );
    // A bound against a mistake such as a missing index, not a figure to compare.
    expect(total).toBeLessThan(200);
  });

  test('staff pass a door of their own, and then the sign-in with a second factor', async () => {
    const away = await call('GET', '/admin/users');
    expect({ status: away.status, to: away.headers.location }).toEqual({
      status: 302,
      to: `https://${ADMIN}/admin/users`,
    });
    const list = api('/admin/universities?q=Bogazici');
    expect((await call('GET', list, { token: owner!.token })).status).toBe(404);
    expect((await call('GET', '/admin', { host: ADMIN })).status).toBe(401);
    const wrong = { authorization: `Basic ${Buffer.from('staff:wrong').toString('base64')}` };
    expect((await call('GET', '/admin', { host: ADMIN, headers: wrong })).status).toBe(401);
    expect((await call('GET', '/admin', { host: ADMIN, headers: door })).status).toBe(200);

    // A session of this host, as a browser has it.
    const body = { identifier: 'owner_stack', password: PASSWORD };
    const inCookies = { ...door, 'x-session-mode': 'cookie' };
    const entered = await call('POST', api('/auth/login'), { host: ADMIN, headers: inCookies, body });
    expect(entered.status, entered.bytes.toString()).toBe(200);
    const cookie = [entered.headers['set-cookie'] ?? []]
      .flat()
      .map((one) => one.split(';')[0])
      .join('; ');
    const refused = await call('GET', list, { host: ADMIN, headers: { ...door, cookie } });
    expect(refused.body).toMatchObject({ status: 403, code: 'second_factor_required' });
    const { body: setup } = await call('POST', api('/auth/mfa/totp'), {
      token: owner!.token,
      body: { password: PASSWORD },
    });
    const code = totpCode(setup.secret);
    const confirmed = await call('POST', api('/auth/mfa/totp/confirm'), {
      token: owner!.token,
      body: { code },
    });
    expect(confirmed.status, confirmed.bytes.toString()).toBe(200);
  });
});

describe('more processes of a role', () => {
  const gateways = async () => (await containers()).filter((container) => serviceOf(container) === 'gateway');

  test('with --scale, Nginx uses both gateways, and no request fails meanwhile', async () => {
    const statuses = new Map<number, number>();
    let isDone = false;
    const visitors = Array.from({ length: 2 }, async () => {
      while (!isDone) {
        const { status } = await call('GET', '/health');
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    });
    await composeUp('--no-recreate', '--scale', 'gateway=2', 'gateway');
    const addresses = (await gateways()).map(
      ({ NetworkSettings: { Networks } }) =>
        Object.entries(Networks).find(([name]) => name.endsWith('front'))?.[1].IPAddress ?? '',
    );
    expect(addresses).toHaveLength(2);
    const served = async () => {
      const log = await compose('logs', '--no-color', '--tail', '60', 'nginx');
      return addresses.every((address) => log.includes(`"upstream":"${address}:3000"`));
    };
    await expect.poll(served, { timeout: 60_000, interval: 1_000 }).toBe(true);
    isDone = true;
    await Promise.all(visitors);
    expect([...statuses.keys()]).toEqual([200]);
  });

  test.skipIf(isSmall)(
    'every other role has a second process, which is healthy',
    async () => {
      const roles = [
        'auth',
        'feed',
        'search',
        'messaging',
        'media',
        'operations',
        'realtime',
        'worker',
        'web',
        'admin',
      ];
      const scale = roles.flatMap((role) => ['--scale', `${role}=2`]);
      await composeUp('--no-recreate', '--scale', 'gateway=2', ...scale);
      const found = (await containers()).map(serviceOf);
      for (const role of roles)
        expect(
          found.filter((name) => name === role),
          role,
        ).toHaveLength(2);
      expect((await call('GET', '/')).status).toBe(200);
      await composeUp('--no-recreate');
    },
    300_000,
  );
});

test('the database is reached through PgBouncer in transaction mode, with a pool for each role', async () => {
  const sql =
    "select string_agg(distinct application_name, ',') from pg_stat_activity where usename = 'chitlaq'";
  const names = await compose(
    'exec',
    '-T',
    'postgres',
    'psql',
    '--no-align',
    '--tuples-only',
    '--dbname',
    'chitlaq',
    '--command',
    sql,
  );
  expect(names).toContain('chitlaq worker');
  const used = await engine(
    'exec',
    (await containers()).find((container) => serviceOf(container) === 'pgbouncer')?.Id ?? '',
    'sh',
    '-c',
    'PGPASSWORD=$(cat /run/secrets/database_password) psql --host 127.0.0.1 --port 6432 --username chitlaq --no-align --tuples-only --command "show pools" pgbouncer',
  );
  for (const pool of isSmall
    ? ['all', 'realtime', 'worker']
    : ['gateway', 'auth', 'feed', 'messaging', 'media', 'realtime', 'worker'])
    expect(used).toContain(`chitlaq_${pool}|chitlaq|`);
  const ours = used.split('\n').filter((line) => line.startsWith('chitlaq_'));
  expect(ours.filter((line) => !line.includes('|transaction|'))).toEqual([]);
});
