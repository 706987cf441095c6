import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allMemberData } from '../../../platform/member-data/index.ts';
import { softwareAuthenticator } from '../../../testing/authenticator.ts';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { unzip } from '../../../testing/unzip.ts';
import { auth } from '../../auth/index.ts';
import { makePost, makeReaction } from '../../content/factory.ts';
import { makePicture } from '../../media/factory.ts';
import { makeBlock, makeFollow, makeMute } from '../../social/factory.ts';
import { makeDirect, makeMessage } from '../factory.ts';
import { lineSchema } from './account.ts';

const t = await testServer();
afterAll(t.close);

let ayse: TestMember;
let bora: TestMember;
beforeAll(async () => {
  [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
});

async function exportOf(member: TestMember) {
  const requested = await t.as(member).raw('POST', '/users/me/exports', { body: { locale: 'tr' } });
  expect(requested).toMatchObject({ status: 202, body: { status: 'waiting' } });
  await t.settled();
  const [ready] = (await t.as(member).get('/users/me/exports')).items;
  expect(ready).toMatchObject({ id: requested.body.id, state: 'ready' });
  return ready as { id: string; url: string; files: number };
}
const download = (url: string, member?: { accessToken: string }) =>
  t.app.inject({
    method: 'GET',
    url,
    headers: member ? { authorization: `Bearer ${member.accessToken}` } : {},
  });

test('an export holds everything of its member, in pages and in lines that fit their schemas', async () => {
  const picture = await makePicture(t, ayse);
  const post = await t
    .as(ayse)
    .post('/posts', { content: 'Resimli <b>gönderi</b> #ders', mediaIds: [picture.id] });
  const theirs = await makePost(t, { author: bora, content: 'Başkasının gönderisi' });
  await makePost(t, { author: ayse, replyTo: theirs, content: 'Yanıtım' });
  for (const kind of ['like', 'repost', 'bookmark'] as const) await makeReaction(t, kind, ayse, theirs);
  await makeFollow(t, ayse, bora);
  await makeFollow(t, bora, ayse);
  await makeMute(t, ayse, bora);
  const [can] = (await t.members(1)) as [TestMember];
  await makeBlock(t, ayse, can);
  const avatar = await makePicture(t, ayse);
  await t.as(ayse).put('/users/me/avatar', { mediaId: avatar.id });
  await t.as(ayse).patch('/users/me', { bio: 'Biyografim' });
  await t.as(ayse).post('/drafts', { post: { content: 'Taslağım' } });
  await t.as(ayse).post('/muted-words', { word: 'sınav', scope: 'home' });
  await t.as(ayse).put('/hashtags/ders/follow');
  await t.as(ayse).post('/search/saved', { q: 'aradığım' });
  await t
    .as(ayse)
    .post('/reports', { subjectType: 'post', subjectId: theirs.id, reason: 'spam', comment: 'Şikâyetim' });
  await t.as(ayse).patch('/notifications/preferences', { digest: 'weekly' });
  await t.as(ayse).patch('/feed/preferences', { home: 'top' });
  await t.as(ayse).patch('/writing-preferences', { undoSeconds: 0 });
  await t.as(ayse).patch('/conversations/settings', { typing: false });
  await t.as(ayse).patch('/safety/contact', { replies: 'followers' });
  await makeMessage(t, ayse, await makeDirect(t, ayse, bora), 'İletim');

  const ready = await exportOf(ayse);
  const response = await download(ready.url, ayse);
  expect(response.statusCode).toBe(200);
  const files = await unzip(response.rawPayload);
  const parts = (await allMemberData()).flatMap(({ archive = [] }) => archive);
  const lines = new Map<string, Record<string, unknown>[]>();
  for (const part of parts) {
    const text = files.get(`data/${part.name}.jsonl`)!.toString().trimEnd();
    const found = text === '' ? [] : text.split('\n').map((line) => JSON.parse(line));
    for (const line of found) lineSchema(part).parse(line);
    lines.set(part.name, found);
    expect(JSON.parse(files.get(`data/${part.name}.schema.json`)!.toString())).toMatchObject({
      type: 'object',
    });
    expect(files.get(`account/${part.name}.html`)!.toString()).not.toContain('<b>gönderi');
  }
  const empty = [...lines].filter(([, found]) => found.length === 0).map(([name]) => name);
  expect(empty.sort()).toEqual([
    'acceptances',
    'accesses',
    'appeals',
    'application',
    'board-reports',
    'board-secret',
    'decisions',
    'follow-requests',
    'imports',
    'invitations',
    'passkeys',
    'pending-follows',
    'poll-votes',
    'removed-messages',
    'removed-posts',
    'scheduled-posts',
  ]);
  expect(lines.get('posts')!.map(({ text }) => text)).toEqual(['Resimli <b>gönderi</b> #ders', 'Yanıtım']);
  expect(lines.get('likes')).toMatchObject([{ postId: theirs.id, author: bora.username }]);
  expect(lines.get('blocks')).toMatchObject([{ username: can.username }]);
  expect(files.get('messages.jsonl')!.toString()).toContain('İletim');
  expect(files.get('account/posts.html')!.toString()).toContain('&lt;b&gt;gönderi');
  expect(files.get('index.html')!.toString()).toContain('account/posts.html');

  // The files are those that the campus serves, byte for byte.
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  const [{ path }] = lines.get('posts')![0]!.files as [{ path: string }];
  const { media } = await t.as(ayse).get(`/posts/${post.id}`);
  expect(hash(files.get(path)!)).toBe(hash((await download(media[0].url)).rawPayload));
  // Nothing that others did not show to the member, and no secret.
  const everything = [...files.values()].map(String).join('\n');
  for (const secret of [bora.email, 'password', 'token_hash']) expect(everything).not.toContain(secret);
});

test('the link works in a session of the member only, also after they have asked for the deletion', async () => {
  const ready = await exportOf(bora);
  expect((await download(ready.url)).statusCode).toBe(404);
  expect((await download(ready.url, ayse)).statusCode).toBe(404);
  expect((await download(ready.url.replace(/&member=[^&]+/, ''), bora)).statusCode).toBe(404);
  expect((await download(ready.url, bora)).statusCode).toBe(200);
  expect((await t.as(bora).get('/conversations/exports')).items).toEqual([]);

  await t.as(bora).raw('DELETE', '/users/me', { body: { password: bora.password } });
  const back = await t.anyone.post('/auth/login', { identifier: bora.username, password: bora.password });
  const again = await exportOf({ ...bora, ...back });
  expect((await download(again.url, back)).statusCode).toBe(200);
  expect((await t.as(back).raw('DELETE', `/users/me/exports/${again.id}`)).status).toBe(204);
  expect((await download(again.url, back)).statusCode).toBe(404);
});

test('a suspended member takes their data, and nothing else', async () => {
  const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  const [can, derya] = (await t.members(2)) as [TestMember, TestMember];
  await makePost(t, { author: can, content: 'Son sözüm' });
  const others = await exportOf(derya);
  await t.as(admin).put(`/admin/users/${can.id}/suspend`, { reason: 'Tehdit', rule: 'violence' });
  // The session from before the suspension takes nothing.
  expect((await t.as(can).raw('GET', '/users/me/exports')).status).toBe(401);
  const session = await t.anyone.post('/auth/login', { identifier: can.username, password: can.password });

  const ready = await exportOf({ ...can, ...session });
  const response = await download(ready.url, session);
  expect(response.statusCode).toBe(200);
  expect((await unzip(response.rawPayload)).get('data/posts.jsonl')!.toString()).toContain('Son sözüm');
  for (const [url, member] of [
    [ready.url, undefined],
    [ready.url, can],
    [ready.url, derya],
    [others.url, session],
    [others.url.replace(/&member=[^&]+/, `&member=${can.id}`), session],
  ] as const)
    expect((await download(url, member)).statusCode).toBe(404);
  for (const path of ['/conversations/exports', '/feed/home', '/auth/me', `/users/${derya.id}`])
    expect((await t.as(session).raw('GET', path)).body).toMatchObject({
      status: 403,
      code: 'account_suspended',
    });
  expect((await t.as(session).raw('DELETE', `/users/me/exports/${others.id}`)).status).toBe(404);

  // The session that the end of the suspension leaves behind is a member's again, with the same archive.
  await t.as(admin).put(`/admin/users/${can.id}/restore`);
  expect((await download(ready.url, session)).statusCode).toBe(200);
  expect((await t.as(session).raw('DELETE', `/users/me/exports/${ready.id}`)).status).toBe(204);
});

const mailsTo = async ({ email }: TestMember) => {
  await t.settled();
  return (await t.emails()).filter((mail) => mail.to?.[0]?.address === email);
};
/** The session after its sign-in stopped being a recent proof. Renewing it is none. */
async function later<Session extends { refreshToken: string }>(session: Session): Promise<Session> {
  t.clock.advance(15 * 60_000 + 1000);
  return { ...session, ...(await t.anyone.post('/auth/refresh', { refreshToken: session.refreshToken })) };
}

test('an archive needs a recent proof, and its owner is told when it is asked for and when it is ready', async () => {
  const can = await later((await t.members(1))[0] as TestMember);
  expect(await t.as(can).raw('POST', '/users/me/exports', { body: {} })).toMatchObject({
    status: 403,
    body: { code: 'reauthentication_required' },
  });
  expect(await mailsTo(can)).toEqual([]);
  const prove = (password: string) => t.as(can).raw('POST', '/auth/reauthenticate', { body: { password } });
  expect(await prove('yanlış')).toMatchObject({ status: 422, body: { code: 'wrong_password' } });
  expect((await t.as(can).raw('POST', '/users/me/exports', { body: {} })).status).toBe(403);
  expect((await prove(can.password)).status).toBe(204);
  const headers = { 'idempotency-key': 'kopya' };
  const asked = await t.as(can).raw('POST', '/users/me/exports', { body: {}, headers });
  const again = await t.as(can).raw('POST', '/users/me/exports', { body: {}, headers });
  expect([asked.status, again.status, again.body.id]).toEqual([202, 202, asked.body.id]);

  const mails = await mailsTo(can);
  expect(mails.map(({ subject }) => subject)).toEqual([
    'ChitLaq hesabının kopyası istendi',
    'ChitLaq hesabının kopyası hazır',
  ]);
  expect(mails[1]?.text).toContain('/my-data');
  const [ready] = (await t.as(can).get('/users/me/exports')).items;
  expect((await download(ready.url, can)).statusCode).toBe(200);
  // "This wasn't me", of either email: the session that asked takes nothing any more.
  const token = /secure-account\?token=([\w-]+)/.exec(mails[1]?.text ?? '')?.[1];
  expect((await t.anyone.raw('POST', '/auth/secure-account', { body: { token } })).status).toBe(200);
  expect((await download(ready.url, can)).statusCode).toBe(404);
  expect((await t.as(can).raw('GET', '/users/me/exports')).body.code).toBe('session_ended');
});

test('an archive that is requested while the owner takes the account back is not made', async () => {
  const [can] = (await t.members(1)) as [TestMember];
  await exportOf(can);
  const token = /secure-account\?token=([\w-]+)/.exec((await mailsTo(can))[0]?.text ?? '')?.[1];
  const lock = await holdLock(t, 'select from auth.users where id = $1 for update', [can.id]);
  const secured = t.anyone.raw('POST', '/auth/secure-account', { body: { token } });
  await lock.waitForBlocked(1);
  const asked = t.as(can).raw('POST', '/users/me/exports', { body: {} });
  await lock.waitForBlocked(2);
  await lock.release();
  expect([(await secured).status, (await asked).status]).toEqual([200, 403]);
  expect(await mailsTo(can)).toHaveLength(2);
  const { rows } = await t.ctx.pool.query('select state from messaging.exports where member_id = $1', [
    can.id,
  ]);
  expect(rows).toEqual([{ state: 'ready' }]);
});

test('a suspended member proves it too, and is told by email', async () => {
  const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  const [can] = (await t.members(1)) as [TestMember];
  await t.as(admin).put(`/admin/users/${can.id}/suspend`, { reason: 'Tehdit', rule: 'violence' });
  const login = () => t.anyone.post('/auth/login', { identifier: can.username, password: can.password });
  const session = await later(await login());
  expect(await t.as(session).raw('POST', '/users/me/exports', { body: {} })).toMatchObject({
    body: { code: 'reauthentication_required' },
  });
  const prove = (password: string) =>
    t.as(session).raw('POST', '/auth/reauthenticate', { body: { password } });
  expect((await prove('yanlış')).status).toBe(422);
  expect((await prove(can.password)).status).toBe(204);
  expect((await t.as(session).raw('POST', '/users/me/exports', { body: {} })).status).toBe(202);
  expect((await mailsTo(can)).map(({ subject }) => subject)).toContain('ChitLaq hesabının kopyası hazır');
});

test('it holds the passkeys, accepted texts, decisions with their appeals, and what staff looked at', async () => {
  await auth.publishShippedTexts(t.ctx);
  const [admin, moderator] = [
    (await t.members(1, { roles: ['admin'] }))[0] as TestMember,
    (await t.members(1, { roles: ['moderator'] }))[0] as TestMember,
  ];
  const [can, derya] = (await t.members(2)) as [TestMember, TestMember];
  const authenticator = softwareAuthenticator();
  const created = authenticator.create(await t.as(can).post('/auth/passkeys/options'));
  await t.as(can).post('/auth/passkeys', { ...created, name: 'Telefonum' });
  await t.as(can).put('/users/me/acceptances', { terms: 1, rules: 1 });
  await t.ctx.pool.query(
    `insert into auth.invitations (id, code_hash, inviter_id, max_uses, created_at, expires_at)
     values (gen_random_uuid(), '\\x00', $1, 5, now(), now() + interval '14 days')`,
    [can.id],
  );
  await t.ctx.pool.query(
    `insert into auth.applications (user_id, university_id, answer, reason, wanted_username, applied_at, erase_at)
     select id, university_id, 'Bilgisayar', 'Henüz söylenmedi', username, now(), now() from auth.users where id = $1`,
    [can.id],
  );
  const message = await makeMessage(t, can, await makeDirect(t, can, derya), 'Bunu yazdım');
  const report = {
    subjectType: 'message',
    subjectId: message.id,
    reason: 'harassment',
    comment: 'Yalnızca yetkililere',
  };
  const { id } = await t.as(derya).post('/reports', report);
  await t.as(moderator).post(`/admin/reports/${id}/open`, { reason: 'Şikâyet var' });
  await t.as(moderator).post(`/admin/users/${can.id}/warn`, { reason: 'Kes artık', rule: 'spam' });
  const [decision] = (await t.as(can).get('/users/me/decisions')).items;
  const appeal = await t.as(can).post('/appeals', { decisionId: decision.id, text: 'Ben yazmadım' });
  await t.as(admin).patch(`/admin/appeals/${appeal.id}`, { outcome: 'upheld', answer: 'Haklısın' });

  await t.as(moderator).patch(`/admin/reports/${id}`, { decision: 'remove_post', note: 'Hakaret' });
  const picture = await makePicture(t, can);
  const post = await t.as(can).post('/posts', { content: 'Kaldırılan gönderim', mediaIds: [picture.id] });
  await t.as(moderator).delete(`/posts/${post.id}`);

  const files = await unzip((await download((await exportOf(can)).url, can)).rawPayload);
  const linesOf = (name: string) =>
    files
      .get(`data/${name}.jsonl`)!
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  expect(linesOf('passkeys')).toEqual([
    {
      id: expect.any(String),
      name: 'Telefonum',
      backedUp: expect.any(Boolean),
      createdAt: expect.any(String),
      lastUsedAt: null,
    },
  ]);
  expect(
    linesOf('acceptances')
      .map(({ document, version }) => `${document} ${version}`)
      .sort(),
  ).toEqual(['rules 1', 'terms 1']);
  expect(linesOf('invitations')).toMatchObject([{ uses: 0, maxUses: 5, revokedAt: null }]);
  expect(linesOf('application')).toMatchObject([{ answer: 'Bilgisayar', reason: '' }]);
  // What moderators removed is still the member's, as long as it is held.
  expect(linesOf('removed-messages')).toMatchObject([{ id: message.id, text: 'Bunu yazdım' }]);
  const [removed] = linesOf('removed-posts');
  expect(removed).toMatchObject({ id: post.id, text: 'Kaldırılan gönderim' });
  expect(files.get(removed.files[0].path)).toBeInstanceOf(Buffer);
  expect(linesOf('decisions')).toMatchObject([
    { outcome: 'post_removed' },
    { outcome: 'message_removed', text: 'Bunu yazdım' },
    { outcome: 'warned', rule: 'spam', reason: 'Kes artık', reversedAt: expect.any(String) },
  ]);
  expect(linesOf('appeals')).toMatchObject([
    { decisionId: decision.id, text: 'Ben yazmadım', status: 'upheld', answer: 'Haklısın' },
  ]);
  expect(linesOf('accesses')).toMatchObject([
    { event: 'member_warned', role: 'moderator' },
    { event: 'content_read', role: 'moderator', subjectType: 'message', subjectId: message.id },
  ]);
  const parts = (await allMemberData()).flatMap(({ archive = [] }) => archive);
  for (const name of [
    'removed-posts',
    'removed-messages',
    'passkeys',
    'acceptances',
    'application',
    'invitations',
    'decisions',
    'appeals',
    'accesses',
  ]) {
    for (const line of linesOf(name)) lineSchema(parts.find((part) => part.name === name)!).parse(line);
    // A field without a name of its own on the page would show its own.
    expect(files.get(`account/${name}.html`)!.toString()).not.toMatch(/<dt>\w*[a-z][A-Z]\w*<\/dt>/);
  }
  // Neither keys, nor who the staff and the reporter are.
  const everything = [...files.values()].map(String).join('\n');
  for (const secret of [created.id, admin.id, moderator.id, report.comment])
    expect(everything).not.toContain(secret);
});
