import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../testing/database.ts';
import { openServer, type TestMember, testServer } from '../../../testing/server.ts';
import type { ManagedCampus } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
let owner: TestMember;
beforeAll(async () => {
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  [owner] = (await t.members(1, { roles: ['owner'] })) as [TestMember];
});

const managed = (): Promise<ManagedCampus> => t.as(admin).get('/admin/campus');
const put = (body: object, by = admin) => t.as(by).raw('PUT', '/admin/campus', { body });
/** Changes some settings on top of the current ones. */
async function change(some: object, by = admin) {
  const { version, settings } = await managed();
  return put({ ...settings, ...some, basedOn: version }, by);
}
const undo = async (basedOn: number) => t.as(admin).raw('POST', '/admin/campus/undo', { body: { basedOn } });
const inBoth = (text: string) => ({ tr: text, en: text });

async function uploadLogo(content: Buffer, by = admin) {
  const boundary = 'form-of-a-logo';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n`;
  const answer = await t.app.inject({
    method: 'POST',
    url: '/api/v1/admin/campus/logos',
    headers: {
      authorization: `Bearer ${by.accessToken}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  });
  return { status: answer.statusCode, body: answer.json() };
}
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#1144cc' } });

test('a campus without settings is the product, in both languages, with everything on but boards', async () => {
  const campus = await t.anyone.get('/campus');
  expect(campus).toMatchObject({
    version: 0,
    name: inBoth('ChitLaq'),
    accent: null,
    logoId: null,
    languages: { offered: ['tr', 'en'], default: 'tr' },
  });
  const off = Object.entries(campus.features).filter(([, isOn]) => !isOn);
  expect(off).toEqual([['boards', false]]);
  expect(await managed()).toMatchObject({ version: 0, canUndo: false, history: [] });
  expect(await undo(0)).toMatchObject({ status: 409, body: { code: 'nothing_to_undo' } });
});

test('a change is public at once, in the log with before and after, and can be taken back', async () => {
  const answer = await change({ name: { tr: 'Çınar Kampüsü', en: 'Çınar  Campus ' }, accent: '#FFFF00' });
  expect(answer.body.errors).toBeUndefined();
  expect(answer.body.history[0]).toMatchObject({ fields: ['name', 'accent'], isUndo: false });
  expect(answer.body.history[0].changedBy.id).toBe(admin.id);
  expect(await t.anyone.get('/campus')).toMatchObject({
    version: 1,
    name: { tr: 'Çınar Kampüsü', en: 'Çınar Campus' },
    accent: { chosen: '#ffff00', dark: { nar: '#ffff00' } },
  });
  const { items } = await t.as(admin).get('/admin/audit-log?action=campus_settings_changed');
  expect(items[0].details).toMatchObject({
    version: 1,
    before: { name: inBoth('ChitLaq'), accent: null },
    after: { accent: '#ffff00' },
  });
  expect(await undo(1)).toMatchObject({ status: 200, body: { version: 2, history: [{ isUndo: true }, {}] } });
  expect(await t.anyone.get('/campus')).toMatchObject({ name: inBoth('ChitLaq'), accent: null });
  // Taken back twice, it holds again.
  await undo(2);
  expect(await t.anyone.get('/campus')).toMatchObject({ accent: { chosen: '#ffff00' } });
});

test('the same settings again are no change', async () => {
  const { version } = await managed();
  expect(await change({})).toMatchObject({ status: 200, body: { version } });
});

test('of two changes at once the second is refused, whoever makes them', async () => {
  const { version, settings } = await managed();
  const answers = await Promise.all([
    put({ ...settings, shortName: inBoth('Bir'), basedOn: version }),
    put({ ...settings, shortName: inBoth('İki'), basedOn: version }, owner),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe('campus_settings_changed');
  expect(await undo(version)).toMatchObject({ status: 409, body: { code: 'campus_settings_changed' } });
});

test('names that are invisible, too long or look like a placeholder are refused beside their field', async () => {
  for (const [name, path] of [
    ['$L1', 'name.tr'],
    ['a@kampus.edu.tr', 'name.tr'],
    ['C:\\Kampüs', 'name.tr'],
    ['~campus.name~', 'name.tr'],
    ['\u200b\u2060', 'name.tr'],
    ['Kampüs\u202e', 'name.tr'],
    ['a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301', 'name.tr'],
    ['', 'name.tr'],
    ['k'.repeat(61), 'name.tr'],
  ] as const) {
    const answer = await change({ name: { tr: name, en: 'Campus' } });
    expect([answer.status, answer.body.errors?.[0]?.path], name).toEqual([400, path]);
  }
  const marked = { tr: 'Kampüs "A&B" <1>', en: '</title><script>' };
  expect(await change({ name: marked })).toMatchObject({ status: 200, body: { settings: { name: marked } } });
  expect((await t.anyone.get('/campus')).name).toEqual(marked);
  // Written from right to left, and with an apostrophe of the keyboard.
  expect(await change({ name: { tr: "Nar'ın Kampüsü", en: 'حرم الجامعة' } })).toMatchObject({
    status: 200,
    body: { settings: { name: { tr: 'Nar’ın Kampüsü', en: 'حرم الجامعة' } } },
  });
});

test('colours, languages and logos that do not exist are refused', async () => {
  expect(await change({ accent: 'red' })).toMatchObject({ status: 400 });
  expect(await change({ accent: '#12345' })).toMatchObject({ status: 400 });
  expect(await change({ languages: { offered: [], default: 'tr' } })).toMatchObject({ status: 400 });
  expect(await change({ languages: { offered: ['en'], default: 'tr' } })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'languages.default' }] },
  });
  expect(await change({ logoId: 'f'.repeat(32) })).toMatchObject({
    status: 422,
    body: { code: 'unknown_logo', errors: [{ path: 'logoId' }] },
  });
});

test('a logo is pixels alone, square, and readable by everybody for good', async () => {
  const withPlace = await picture(300, 120)
    .withExif({ IFD0: { Copyright: 'gizli' } })
    .png()
    .toBuffer();
  const { status, body } = await uploadLogo(withPlace);
  expect(status).toBe(201);
  expect((await uploadLogo(withPlace)).body.id).toBe(body.id);
  expect(await change({ logoId: body.id, logoAlt: inBoth('Çınar yaprağı') })).toMatchObject({ status: 200 });
  for (const side of [32, 192, 512]) {
    const png = await t.app.inject(`/api/v1/campus/logos/${body.id}/${side}.png`);
    expect([png.statusCode, png.headers['content-type']]).toEqual([200, 'image/png']);
    expect(png.headers['cache-control']).toContain('immutable');
    expect(png.rawPayload.includes(Buffer.from('gizli'))).toBe(false);
    expect(await sharp(png.rawPayload).metadata()).toMatchObject({
      width: side,
      height: side,
      format: 'png',
    });
  }
  expect((await t.app.inject(`/api/v1/campus/logos/${body.id}/33.png`)).statusCode).toBe(400);
  expect((await t.app.inject(`/api/v1/campus/logos/${'0'.repeat(32)}/32.png`)).statusCode).toBe(404);
  // Removed again, it is the product's mark; taken back, the logo is still there.
  await change({ logoId: null });
  const { version } = await managed();
  expect(await undo(version)).toMatchObject({ body: { settings: { logoId: body.id } } });
});

test('what is no picture, too small or a program is no logo; unused ones go', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  expect(await uploadLogo(svg)).toMatchObject({ status: 422, body: { code: 'file_type_not_supported' } });
  const small = await picture(40, 40).png().toBuffer();
  expect(await uploadLogo(small)).toMatchObject({ status: 422, body: { code: 'image_too_small' } });
  const unused = (await uploadLogo(await picture(200, 200).jpeg().toBuffer())).body.id;
  t.clock.advance(25 * 3_600_000);
  await t.ctx.transaction(async () => undefined);
  const [again] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  await uploadLogo(await picture(210, 210).webp().toBuffer(), again);
  expect((await t.app.inject(`/api/v1/campus/logos/${unused}/32.png`)).statusCode).toBe(404);
  admin = again;
});

test('a confirmation that is too old does not change the campus', async () => {
  const { version, settings } = await managed();
  // A renewed session is no confirmation.
  await t.ctx.pool.query(
    "update auth.sessions set authenticated_at = authenticated_at - interval '16 minutes'",
  );
  const answer = await put({ ...settings, accent: '#000000', basedOn: version });
  expect(answer).toMatchObject({ status: 403, body: { code: 'reauthentication_required' } });
  expect(await undo(version)).toMatchObject({ status: 403 });
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
});

test('no request for the campus asks the database', async () => {
  await t.anyone.get('/campus');
  const { query } = t.ctx.pool;
  let asked = 0;
  t.ctx.pool.query = ((...args: unknown[]) => {
    asked += 1;
    return (query as (...given: unknown[]) => unknown).apply(t.ctx.pool, args);
  }) as typeof query;
  const { connect } = t.ctx.pool;
  t.ctx.pool.connect = ((...args: unknown[]) => {
    asked += 1;
    return (connect as (...given: unknown[]) => unknown).apply(t.ctx.pool, args);
  }) as typeof connect;
  await t.anyone.get('/campus');
  expect(asked).toBe(0);
  t.ctx.pool.query = query;
  t.ctx.pool.connect = connect;
});

test('emails carry the name, and a member whose language is not offered gets the default', async () => {
  await change({
    shortName: { tr: 'Çınar', en: 'Plane' },
    languages: { offered: ['en'], default: 'en' },
  });
  const [ayse] = (await t.members(1)) as [TestMember];
  const { rows } = await t.ctx.pool.query('select email from auth.users where id = $1', [ayse.id]);
  await t.anyone.post('/auth/password/forgot', { email: rows[0].email });
  await t.settled();
  const mail = (await t.emails()).at(-1);
  expect(mail?.subject).toBe('Reset your Plane password');
  expect(mail?.text?.trim()).toMatch(/Plane$/);
  const locale = await t.ctx.pool.query('select locale from auth.users where id = $1', [ayse.id]);
  expect(locale.rows[0].locale).toBe('tr');
});

test('a change reaches every process within a second', async () => {
  const database = await testDatabase();
  const [one, other] = await Promise.all([openServer(database, {}), openServer(database, {})]);
  try {
    const [staff] = (await one.members(1, { roles: ['admin'] })) as [TestMember];
    const { version, settings } = await one.as(staff).get('/admin/campus');
    await one.as(staff).put('/admin/campus', { ...settings, accent: '#123456', basedOn: version });
    await expect
      .poll(async () => (await other.anyone.get('/campus')).accent?.chosen, { timeout: 1_000, interval: 20 })
      .toBe('#123456');
    const styles = await other.app.inject('/campus.css?v=1-123456');
    expect(styles.headers['cache-control']).toContain('immutable');
    expect(styles.body).toContain('--nar:#123456');
    // A page of before the change asks for what is gone, and does not keep the answer.
    const older = await other.app.inject('/campus.css?v=1-ffffff');
    expect(older.headers['cache-control']).toBe('public, no-cache');
    const again = await other.app.inject({
      url: '/campus.css',
      headers: { 'if-none-match': String(styles.headers.etag) },
    });
    expect(again.statusCode).toBe(304);
  } finally {
    await one.close();
    await other.close();
    await database.drop();
  }
});

test('a page that was loaded before an update leaves later settings as they are', async () => {
  const started = await change({ registrationMode: 'approval', approvalQuestion: inBoth('Hangi bölüm?') });
  expect(started.status).toBe(200);
  const { version, settings } = await managed();
  const { registrationMode, approvalQuestion, features, ...known } = settings;
  const { boards, ...knownFeatures } = features;
  const older = { ...known, features: { ...knownFeatures, polls: false } };
  const answer = await put({ ...older, basedOn: version });
  expect(answer.body).toMatchObject({
    version: version + 1,
    settings: { registrationMode, approvalQuestion, features: { boards, polls: false, trends: true } },
  });
  expect(answer.body.history[0].fields).toEqual(['features']);
  // It says nothing about what it does not know, and is refused where it says something wrong.
  expect((await put({ ...older, features: { polls: 'no' }, basedOn: version + 1 })).status).toBe(400);
  const { name, ...nameless } = older;
  expect(name).toBeDefined();
  expect((await put({ ...nameless, basedOn: version + 1 })).status).toBe(400);
});
