import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer } from '../../../testing/server.ts';
import { openTestUniversities, testUniversities } from '../factory.ts';
import { deviceLabel } from './device.ts';

const t = await testServer();
afterAll(t.close);
beforeAll(() => openTestUniversities(t.ctx));

const SUBJECT = 'ChitLaq hesabına yeni bir cihazdan girildi';
const PASSWORD = 'mor kestane bulut 71';

test('the owner is notified of a sign-in from a new device, and of none from a known one', async () => {
  const email = `cihaz@${testUniversities.cinar.domain}`;
  const emails = async () => {
    await t.settled();
    const all = await t.emails();
    return all.filter((mail) => mail.to?.[0]?.address === email && mail.subject === SUBJECT);
  };
  await t.anyone.post('/auth/register', {
    email,
    password: PASSWORD,
    username: 'cihaz_sahibi',
    displayName: 'Cihaz',
  });
  await t.settled();
  const token = (await t.emails()).at(-1)?.text?.match(/token=([\w-]+)/)?.[1];
  const first = await t.anyone.post('/auth/verify-email', { token });
  expect(first).toHaveProperty('deviceToken');
  expect(await emails()).toEqual([]);

  const login = (headers: Record<string, string>, deviceName?: string) =>
    t.anyone.post('/auth/login', { identifier: email, password: PASSWORD, deviceName }, headers);
  expect(await login({ 'x-device-token': first.deviceToken })).toHaveProperty('accessToken');
  expect(await emails()).toEqual([]);

  const second = await login({}, 'Bora’nın telefonu');
  expect(await emails()).toHaveLength(1);
  expect((await emails())[0]?.text).toContain('Cihaz: Bora’nın telefonu');
  expect((await emails())[0]?.text).toContain('/settings/sessions');
  expect((await emails())[0]?.text).toContain('/secure-account?token=');

  await login({ 'x-device-token': second.deviceToken });
  expect(await emails()).toHaveLength(1);
  const [bora] = await t.members(1);
  const other = await t.anyone.post('/auth/login', { identifier: bora!.username, password: bora!.password });
  await login({ 'x-device-token': other.deviceToken });
  expect(await emails()).toHaveLength(2);
});

test.for([
  ['Ayşe’nin dizüstü (iş)', '', 'Ayşe’nin dizüstü (iş)'],
  ['bak: https://evil.com/x?y', '', 'bak https evil com x y'],
  [undefined, 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
  [
    '…',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari, iOS',
  ],
  ['', 'curl/8', ''],
  [`tel${'\u0336'.repeat(60)}`, '', `tel${'\u0336'.repeat(5)}`],
] as const)('a device that calls itself %j (%s) is "%s" in an email', ([name, agent, label]) => {
  expect(deviceLabel(name, agent)).toBe(label);
});

test('a device names itself in the list of sessions by what may be shown', async () => {
  const [ayse] = await t.members(1);
  const deviceName = `Telefon${'\u0336'.repeat(50)}\r\n\u202eiyi\u0007`;
  const login = { identifier: ayse!.username, password: ayse!.password };
  await t.anyone.post('/auth/login', { ...login, deviceName });
  const userAgent = Buffer.from(`Program${'\u0336'.repeat(50)}`).toString('latin1');
  await t.anyone.post('/auth/login', login, { 'user-agent': userAgent });
  const { items } = await t.as(ayse!).get('/auth/sessions');
  expect(items.map(({ device }: { device: string }) => device)).toContain(`Telefon${'\u0336'.repeat(5)} iyi`);
  for (const { device, userAgent: agent } of items)
    expect(device + agent).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]|\p{M}{6}/u);
});
