import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { openTestUniversities, testUniversities } from '../factory.ts';
import { publishShippedTexts } from './service.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
beforeAll(async () => {
  await openTestUniversities(t.ctx);
  await publishShippedTexts(t.ctx);
  [admin] = (await t.members(1, { roles: ['admin'], username: 'yonetici' })) as [TestMember];
});

const setBlank = (name: string, tr: string, en = '') =>
  t.as(admin).put(`/admin/legal/blanks/${name}`, { tr, en });
const read = (document: string, query = '') => t.anyone.get(`/legal/texts/${document}?${query}`);
/** Publishes a text in both languages, on top of the newest version. */
async function publish(document: string, text: string, more: Record<string, unknown> = {}) {
  const { version } = await t.as(admin).get(`/admin/legal/texts/${document}`);
  const changes = { changesTr: 'Kısaldı.', changesEn: 'Shorter.' };
  const body = { tr: text, en: text, ...changes, needsAcceptance: false, basedOn: version, ...more };
  return t.as(admin).post(`/admin/legal/texts/${document}`, body);
}
const pendingOf = async (member: { accessToken: string }) =>
  (await t.as(member).get('/auth/me')).pendingTexts;

let count = 0;
/** Registers and returns how to confirm: by the code that was mailed. */
async function register(acceptedTexts?: Record<string, number>) {
  count += 1;
  const email = `kisi${count}@${testUniversities.cinar.domain}`;
  const details = { password: 'mor kestane bulut 71', username: `kisi_${count}`, displayName: 'Işıl' };
  const body = { email, ...details, ...(acceptedTexts ? { acceptedTexts } : {}) };
  const answer = await t.anyone.raw('POST', '/auth/register', { body });
  const codeOf = async () => {
    await t.settled();
    const mail = (await t.emails()).filter((sent) => sent.to?.[0]?.address === email).at(-1);
    return mail?.text?.match(/: (\d{6})$/m)?.[1] ?? '';
  };
  const verify = async (more: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
    (
      await t.anyone.raw('POST', '/auth/verify-email', {
        body: { email, code: await codeOf(), ...more },
        headers,
      })
    ).body;
  return { answer, email, details, verify };
}

test('each text can be read without an account, in both languages, and has no empty place', async () => {
  const { items } = await t.anyone.get('/legal/texts');
  expect(items).toHaveLength(9);
  for (const { document } of items)
    for (const locale of ['tr', 'en']) {
      const { text, version, isCurrent } = await read(document, `locale=${locale}`);
      expect([version, isCurrent]).toEqual([1, true]);
      expect(text).toMatch(/^# \S/);
      expect(text).not.toMatch(/[{}]|^- *$|: *$(?!\n\n-)/m);
    }
  expect(await read('nothing')).toMatchObject({ status: 400 });
  expect(await read('terms', 'version=9')).toMatchObject({ status: 404, code: 'legal_text_not_found' });
});

test('the page for safety names emergency numbers with sources, what each act does, and the contacts of the campus', async () => {
  const numbers = ['112', '183', '999', '911'];
  for (const [locale, acts] of [
    ['tr', ['Engelle', 'Sessize al', 'Bildir', 'Sessiz zaman']],
    ['en', ['Block', 'Mute', 'Report', 'Quiet time']],
  ] as const) {
    const { text } = await read('safety', `locale=${locale}`);
    for (const number of numbers) expect(text).toContain(`(tel:${number})`);
    for (const line of text.split('\n').filter((line: string) => line.includes('(tel:')))
      expect(line).toMatch(/: \[[^\]]+\]\(https:\/\//);
    for (const act of acts) expect(text).toContain(`### ${act}`);
    expect(text).not.toContain('0212 000 00 00');
  }
  await setBlank('campus_security', '0212 000 00 00', '');
  for (const locale of ['tr', 'en'])
    expect((await read('safety', `locale=${locale}`)).text).toContain('0212 000 00 00');
});

test('a blank is to do until it is filled in, and then stands in the texts', async () => {
  const before = await t.as(admin).get('/admin/legal/texts');
  const named = 'data_protection_contact';
  expect(
    before.documents.find(({ document }: { document: string }) => document === 'privacy').emptyBlanks,
  ).toContain(named);
  expect((await read('privacy')).text).not.toContain('kvkk@');
  const after = await setBlank(named, 'kvkk@cinar.edu.tr', 'privacy@cinar.edu.tr');
  expect(after.toDo).toBe(before.toDo - 1);
  expect((await read('privacy')).text).toContain('kvkk@cinar.edu.tr');
  expect((await read('privacy', 'locale=en')).text).toContain('privacy@cinar.edu.tr');
  const { items } = await t.as(admin).get('/admin/audit-log?action=legal_blank_set');
  expect(items[0].subject).toMatchObject({ type: 'legal_blank', id: named });
  expect(JSON.stringify(items[0].details)).not.toContain('kvkk@');
});

test('a version stays as it was published, with the values of its time', async () => {
  await publish('imprint', '# Künye\n\n{{responsible_person|Kimse}}');
  await setBlank('responsible_person', 'Ayşe');
  expect((await read('imprint')).text).toBe('# Künye\n\nAyşe');
  t.clock.advance(1_000);
  await publish('imprint', '# Künye\n\nYeni: {{responsible_person}}');
  t.clock.advance(1_000);
  await setBlank('responsible_person', 'Bora');
  const now = await read('imprint');
  expect(now.text).toBe('# Künye\n\nYeni: Bora');
  expect(now.history.map(({ version }: { version: number }) => version)).toEqual([3, 2, 1]);
  expect(await read('imprint', 'version=2')).toMatchObject({ text: '# Künye\n\nAyşe', isCurrent: false });
  for (const statement of [
    "update auth.legal_versions set text_tr = 'x'",
    'delete from auth.legal_blanks',
    'truncate auth.legal_versions cascade',
  ])
    await expect(t.ctx.pool.query(statement)).rejects.toThrow('append-only');
});

test('a version is refused if another was published meanwhile, or names no blank of ours', async () => {
  expect(await publish('help', '# Yardım', { basedOn: 7 })).toMatchObject({
    status: 409,
    code: 'legal_text_changed',
  });
  expect(await publish('help', '# Yardım\n\n{{kimse}}')).toMatchObject({
    status: 422,
    code: 'unknown_blank',
  });
  expect(await publish('help', '# Yardım', { needsAcceptance: true })).toMatchObject({ status: 400 });
  const [one, other] = await Promise.all([publish('help', '# Bir'), publish('help', '# İki')]);
  expect([one, other].filter(({ version }) => version === 2)).toHaveLength(1);
});

test('what a registration accepts is kept with its versions, once the mailbox is proved', async () => {
  const { answer, verify } = await register({ terms: 1, rules: 1 });
  expect(answer.status).toBe(202);
  const kept = () => t.ctx.pool.query('select from auth.legal_acceptances');
  const before = (await kept()).rowCount;
  const entry = await verify();
  expect((await kept()).rowCount).toBe((before ?? 0) + 2);
  expect(await pendingOf(entry)).toEqual([]);
  const { items } = await t.as(entry).get('/users/me/acceptances');
  expect(items).toMatchObject([
    { document: 'rules', version: 1 },
    { document: 'terms', version: 1 },
  ]);
  expect((await register({ terms: 99 })).answer.status).toBe(400);
});

test('whoever confirms in another browser has accepted nothing yet', async () => {
  const { details, verify } = await register({ terms: 1, rules: 1 });
  const entry = await verify({ ...details }, { 'x-session-mode': 'cookie' });
  const { rows } = await t.ctx.pool.query(
    'select from auth.legal_acceptances join auth.users on id = user_id where username = $1',
    [details.username],
  );
  expect([entry.user?.username, rows.length]).toEqual([details.username, 0]);
});

test('a new version that needs it is accepted once, and others are not asked about', async () => {
  const [ayse] = (await t.members(1)) as [TestMember];
  expect(await pendingOf(ayse)).toEqual([
    { document: 'terms', version: 1, acceptedVersion: null },
    { document: 'rules', version: 1, acceptedVersion: null },
  ]);
  const accept = async (body: Record<string, number>) =>
    (await t.as(ayse).raw('PUT', '/users/me/acceptances', { body })).status;
  expect(await accept({ terms: 1, rules: 1 })).toBe(204);
  expect(await accept({ terms: 1 })).toBe(204);
  expect(await accept({ terms: 50 })).toBe(400);
  await publish('terms', '# Koşullar\n\nYazım düzeltmesi.');
  expect(await pendingOf(ayse)).toEqual([]);
  await publish('terms', '# Koşullar\n\nYeni madde.', { needsAcceptance: true });
  expect(await pendingOf(ayse)).toEqual([{ document: 'terms', version: 3, acceptedVersion: 1 }]);
  expect((await read('terms', 'locale=en')).history[0]).toMatchObject({ version: 3, changes: 'Shorter.' });
  expect(await accept({ terms: 3 })).toBe(204);
  expect(await pendingOf(ayse)).toEqual([]);
  expect((await t.as(ayse).get('/users/me/acceptances')).items).toHaveLength(3);
});

test('security.txt names whom to tell, and ends within a year', async () => {
  const text = async () => (await t.app.inject('/.well-known/security.txt')).body;
  expect(await text()).toContain('Contact: http://localhost:3000/contact\n');
  await setBlank('security_contact', 'guvenlik@cinar.edu.tr');
  const response = await t.app.inject('/.well-known/security.txt');
  expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
  const lines = Object.fromEntries(
    response.body
      .trim()
      .split('\n')
      .map((line) => line.split(/: (.*)/)),
  );
  expect(lines).toMatchObject({
    Contact: 'mailto:guvenlik@cinar.edu.tr',
    Canonical: 'http://localhost:3000/.well-known/security.txt',
    'Preferred-Languages': 'tr, en',
  });
  const days = (Date.parse(lines.Expires ?? '') - t.ctx.clock().getTime()) / 86_400_000;
  expect(days).toBeGreaterThan(150);
  expect(days).toBeLessThan(365);
});
