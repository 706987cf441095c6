import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMailbox } from '../../server/testing/mailbox.ts';
import { totpCode } from '../../server/testing/totp.ts';
import { uploadedFiles } from './form.ts';
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
import { ADMIN, call, MAIL_HOST, MAIL_PORT, SITE } from './site.ts';

let mailbox: Awaited<ReturnType<typeof openMailbox>>;
beforeAll(async () => {
  mailbox = await openMailbox(MAIL_PORT, MAIL_HOST);
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
    const key = (await uploadedFiles())[0]?.split('/').at(-1) ?? '';
    expect(key).not.toBe('');
    for (const path of [
      `/internal-files/${key.slice(0, 2)}/${key}`,
      `//internal-files/${key.slice(0, 2)}/${key}`,
    ])
      expect((await call('GET', path)).status, path).toBe(404);
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
