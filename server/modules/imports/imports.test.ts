import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { watchDeadWorkers } from '../../platform/dead-workers.ts';
import { holdLock } from '../../testing/held-lock.ts';
import { TEST_SECRET, type TestMember, testServer } from '../../testing/server.ts';
import { unzip } from '../../testing/unzip.ts';
import { makePost } from '../content/factory.ts';
import { makePicture, upload } from '../media/factory.ts';
import { makeFollow } from '../social/factory.ts';
import { jobs } from './jobs.ts';

/** The campus that members come from, and the one that they come to. */
const there = await testServer({ PUBLIC_URL: 'http://localhost:4100' });
const here = await testServer();
afterAll(async () => {
  await there.close();
  await here.close();
});
type Server = typeof here;

let admin: TestMember;
beforeAll(async () => {
  [admin] = (await here.members(1, { roles: ['admin'] })) as [TestMember];
});
async function accept() {
  const { origin, archiveKeys } = JSON.parse((await there.app.inject('/.well-known/chitlaq')).body);
  const body = {
    name: 'Kaynak Kampüsü',
    origin,
    publicKeys: archiveKeys.map((key: { publicKey: string }) => key.publicKey),
  };
  return here.as(admin).raw('POST', '/admin/accepted-campuses', { body });
}
async function copyOf(t: Server, member: TestMember): Promise<Buffer> {
  await t.as(member).post('/users/me/exports', {});
  await t.settled();
  const [{ url }] = (await t.as(member).get('/users/me/exports')).items;
  return (await t.app.inject({ url, headers: { authorization: `Bearer ${member.accessToken}` } })).rawPayload;
}
async function bring(member: TestMember, copy: Buffer) {
  const {
    body: { id: mediaId },
  } = await upload(here, member, copy, 'kopya.zip');
  const answer = await here.as(member).raw('POST', '/users/me/imports', { body: { mediaId } });
  await here.settled();
  return answer;
}
const own = async (member: TestMember) => (await here.as(member).get('/users/me/imports')).items[0];
async function confirm(member: TestMember, takesProfile = true) {
  const { id } = await own(member);
  const answer = await here
    .as(member)
    .raw('POST', `/users/me/imports/${id}/confirm`, { body: { takesProfile } });
  await here.settled();
  return answer;
}
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
async function contentOf(copy: Buffer) {
  const files = await unzip(copy);
  const lines = files
    .get('data/posts.jsonl')!
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  return lines.map(({ text, at, contentWarning, files: attached = [] }) => ({
    text,
    at,
    contentWarning,
    files: attached.map(({ path, alt, fileName }: { path: string; alt: string; fileName: string }) => ({
      sha256: hash(files.get(path)!),
      alt,
      fileName,
    })),
  }));
}

test('without an accepted campus nothing is imported', async () => {
  const [ayse] = (await here.members(1)) as [TestMember];
  expect(await here.as(ayse).get('/users/me/imports')).toMatchObject({ accepted: [], items: [] });
  expect(await bring(ayse, await copyOf(there, (await there.members(1))[0]!))).toMatchObject({
    status: 403,
    body: { code: 'imports_closed' },
  });
});

test('export, empty account, import, export: the same posts and the same hashes', async () => {
  expect(await accept()).toMatchObject({ status: 200 });
  expect(await accept()).toMatchObject({ status: 409, body: { code: 'campus_exists' } });
  const [ayse, bora, can] = (await there.members(3)) as [TestMember, TestMember, TestMember];
  const picture = await makePicture(there, ayse);
  const transparent = sharp({ create: { width: 30, height: 900, channels: 4, background: '#35a07f80' } });
  const { body: tall } = await upload(there, ayse, await transparent.png().toBuffer(), 'a.png', {
    alt: 'Uzun resim',
  });
  const first = await there
    .as(ayse)
    .post('/posts', { content: `Merhaba @${bora.username} #ders`, mediaIds: [picture.id] });
  there.clock.advance(60_000);
  const second = await makePost(there, { author: ayse, content: 'Kendime yanıt', replyTo: first });
  await makePost(there, { author: ayse, content: 'Alıntım', quoteOf: second });
  await there.as(ayse).post('/posts', {
    content: 'Uyarılı',
    contentWarning: 'Uzun',
    mediaIds: [tall.id],
    visibility: 'followers',
  });
  const theirs = await makePost(there, { author: bora });
  await makePost(there, { author: ayse, content: 'Başkasına yanıt', replyTo: theirs });
  await makePost(there, {
    author: ayse,
    content: 'Anket?',
    poll: { options: ['a', 'b'], minutes: 60 } as never,
  });
  await makeFollow(there, ayse, bora);
  await makeFollow(there, ayse, can);
  await there.as(ayse).patch('/users/me', { bio: 'Biyografim' });
  const avatar = await makePicture(there, ayse);
  await there.as(ayse).put('/users/me/avatar', { mediaId: avatar.id });
  const copy = await copyOf(there, ayse);

  const [deniz, follower] = (await here.members(2)) as [TestMember, TestMember];
  await makeFollow(here, follower, deniz);
  await here.as(follower).get('/feed/home');
  expect(await bring(deniz, copy)).toMatchObject({ status: 202, body: { state: 'checking' } });
  expect(await own(deniz)).toMatchObject({
    state: 'checked',
    campus: { name: 'Kaynak Kampüsü', origin: 'http://localhost:4100' },
    username: ayse.username,
    summary: {
      posts: 4,
      files: 2,
      follows: 2,
      hasProfile: true,
      leftOut: { replies: 1, quotes: 0, polls: 1, invalid: 0 },
    },
  });
  expect((await here.as(deniz).get(`/users/${deniz.username}/posts`)).items).toEqual([]);
  expect(await confirm(deniz)).toMatchObject({ status: 202, body: { state: 'running' } });
  expect(await own(deniz)).toMatchObject({
    state: 'done',
    progress: 100,
    result: {
      posts: 4,
      files: { kept: 2, processed: 0, leftOut: 0 },
      follows: { followed: 0, waiting: 2 },
      leftOut: { replies: 1, polls: 1 },
    },
    waitingFollows: 2,
  });

  const left = ['Başkasına yanıt', 'Anket?'];
  const before = (await contentOf(copy)).filter(({ text }) => !left.includes(text));
  expect(before).toHaveLength(4);
  const again = await copyOf(here, deniz);
  expect(await contentOf(again)).toEqual(before);

  const posts = (await here.as(deniz).get(`/users/${deniz.username}/posts`)).items;
  expect(posts.at(-1)).toMatchObject({
    content: `Merhaba @${bora.username} #ders`,
    createdAt: first.createdAt,
    importedFrom: 'Kaynak Kampüsü',
    entities: [{ type: 'hashtag' }],
    counts: { replies: 1 },
  });
  const profile = await here.as(deniz).get(`/users/${deniz.username}`);
  expect(profile).toMatchObject({ bio: 'Biyografim', avatarUrl: expect.any(String), counts: { posts: 4 } });
  // It is nothing new to anybody.
  expect((await here.as(follower).get('/feed/home')).items).toEqual([]);
  expect((await here.as(follower).get('/notifications')).items).toEqual([]);
  const late = await newcomer();
  await makeFollow(here, late, deniz);
  await here.settled();
  for (const reader of [late, deniz]) expect((await here.as(reader).get('/feed/home')).items).toEqual([]);
  expect((await here.as(late).get('/search/posts?q=Kendime')).items).toMatchObject([
    { content: 'Kendime yanıt', importedFrom: 'Kaynak Kampüsü' },
  ]);
});

/** An account of the other campus with these posts, and a copy of it. */
async function copyWith(texts: readonly string[], follows: readonly TestMember[] = []) {
  const [author] = (await there.members(1)) as [TestMember];
  for (const content of texts) await makePost(there, { author, content });
  for (const followed of follows) await makeFollow(there, author, followed);
  return { author, copy: await copyOf(there, author) };
}
async function textsOf(member: TestMember): Promise<string[]> {
  const { rows } = await here.ctx.pool.query<{ content: string }>(
    'select content from content.posts where author_id = $1 and deleted_at is null order by id',
    [member.id],
  );
  return rows.map(({ content }) => content);
}
const newcomer = async () => ((await here.members(1)) as [TestMember])[0];
const undo = async (member: TestMember) => {
  const { id } = await own(member);
  const answer = await here.as(member).raw('DELETE', `/users/me/imports/${id}`);
  await here.settled();
  return answer;
};

test('only an account without posts, recently authenticated, brings its own ZIP', async () => {
  const { copy } = await copyWith(['Bir']);
  const [deniz, other] = (await here.members(2)) as [TestMember, TestMember];
  const post = await makePost(here, { author: deniz });
  expect(await bring(deniz, copy)).toMatchObject({ status: 409, body: { code: 'account_not_empty' } });
  await here.as(deniz).delete(`/posts/${post.id}`);
  // Of somebody else, no ZIP, nothing.
  const { body: theirs } = await upload(here, other, copy, 'kopya.zip');
  const { body: text } = await upload(here, deniz, Buffer.from('Merhaba'), 'a.txt');
  for (const mediaId of [theirs.id, text.id, other.id])
    expect(await here.as(deniz).raw('POST', '/users/me/imports', { body: { mediaId } })).toMatchObject({
      status: 422,
      body: { code: 'copy_not_uploaded' },
    });
  expect(await bring(deniz, copy)).toMatchObject({ status: 202 });
  expect(await bring(deniz, copy)).toMatchObject({ status: 409, body: { code: 'import_in_progress' } });
  // Somebody else sees and confirms nothing of it.
  const { id } = await own(deniz);
  const body = { takesProfile: true };
  expect(await here.as(other).raw('POST', `/users/me/imports/${id}/confirm`, { body })).toMatchObject({
    status: 404,
  });
  expect(await here.as(other).raw('DELETE', `/users/me/imports/${id}`)).toMatchObject({ status: 404 });
  // Posts between the check and the confirmation.
  await makePost(here, { author: deniz });
  expect(await confirm(deniz)).toMatchObject({ status: 409, body: { code: 'account_not_empty' } });

  const late = await newcomer();
  here.clock.advance(16 * 60_000);
  const { accessToken } = await here.anyone.post('/auth/refresh', { refreshToken: late.refreshToken });
  expect(await bring({ ...late, accessToken }, copy)).toMatchObject({
    status: 403,
    body: { code: 'reauthentication_required' },
  });
  here.clock.advance(-16 * 60_000);
});

test('a copy that was changed is refused, and the file is deleted', async () => {
  const { copy } = await copyWith(['Değişmez']);
  const deniz = await newcomer();
  const changed = Buffer.from(copy);
  const at = changed.indexOf('files') > 0 ? Math.floor(changed.length / 3) : 100;
  changed[at] = (changed[at] ?? 0) ^ 1;
  await bring(deniz, changed);
  expect(await own(deniz)).toMatchObject({
    state: 'refused',
    failure: expect.stringMatching(/copy_(changed|unreadable)/),
  });
  expect((await here.as(deniz).get('/media')).items).toEqual([]);
  expect(await confirm(deniz)).toMatchObject({ status: 409, body: { code: 'import_not_ready' } });
  // Another copy may be brought after it.
  expect(await bring(deniz, copy)).toMatchObject({ status: 202 });
  expect(await own(deniz)).toMatchObject({ state: 'checked' });
});

test('a copy of a campus that was removed from the list is not taken in any more', async () => {
  const { copy } = await copyWith(['Eski dost']);
  const deniz = await newcomer();
  await bring(deniz, copy);
  const [{ id }] = (await here.as(admin).get('/admin/accepted-campuses')).items;
  expect(await here.as(admin).raw('DELETE', `/admin/accepted-campuses/${id}`)).toMatchObject({ status: 200 });
  await confirm(deniz);
  expect(await own(deniz)).toMatchObject({ state: 'failed', failure: 'campus_not_accepted' });
  expect(await textsOf(deniz)).toEqual([]);
  await accept();
  await confirm(deniz);
  expect(await own(deniz)).toMatchObject({ state: 'done' });
  expect(await textsOf(deniz)).toEqual(['Eski dost']);
});

test('a copy, and any copy of the same account, comes into one account, once', async () => {
  const { author, copy } = await copyWith(['Tek']);
  const [deniz, other] = (await here.members(2)) as [TestMember, TestMember];
  await bring(deniz, copy);
  await bring(other, copy);
  const held = await holdLock(here, "select pg_advisory_xact_lock(hashtext('imports.copies'))");
  const answers = [confirm(deniz), confirm(other)];
  await held.waitForBlocked(2);
  await held.release();
  const statuses = (await Promise.all(answers)).map(({ status, body }) => [status, body.code]);
  expect(statuses.sort()).toEqual([
    [202, undefined],
    [409, 'copy_already_imported'],
  ]);
  await here.settled();
  const [winner, loser] = (await own(deniz)).state === 'done' ? [deniz, other] : [other, deniz];
  expect(await textsOf(winner)).toEqual(['Tek']);
  expect(await textsOf(loser)).toEqual([]);

  await makePost(there, { author, content: 'Sonradan' });
  await undo(loser);
  await bring(loser, await copyOf(there, author));
  expect(await confirm(loser)).toMatchObject({ status: 409, body: { code: 'copy_already_imported' } });
  // Once it is taken back, it may come into the other account.
  expect(await undo(winner)).toMatchObject({ status: 204 });
  expect(await confirm(loser)).toMatchObject({ status: 202 });
  expect(await textsOf(loser)).toEqual(['Tek', 'Sonradan']);
});

test('of two devices that bring or confirm at once, one wins', async () => {
  const { copy } = await copyWith(['İkiz']);
  const deniz = await newcomer();
  const { body: file } = await upload(here, deniz, copy, 'kopya.zip');
  const key = 'select pg_advisory_xact_lock(hashtextextended($1, 480))';
  const bringing = await holdLock(here, key, [deniz.id]);
  const start = () => here.as(deniz).raw('POST', '/users/me/imports', { body: { mediaId: file.id } });
  const started = [start(), start()];
  await bringing.waitForBlocked(2);
  await bringing.release();
  expect((await Promise.all(started)).map(({ status }) => status).sort()).toEqual([202, 409]);
  await here.settled();
  const confirming = await holdLock(here, key, [deniz.id]);
  const confirmed = [confirm(deniz), confirm(deniz)];
  await confirming.waitForBlocked(2);
  await confirming.release();
  expect((await Promise.all(confirmed)).map(({ status }) => status).sort()).toEqual([202, 409]);
  await here.settled();
  expect(await textsOf(deniz)).toEqual(['İkiz']);
});

test('a worker killed in the middle loses and doubles nothing', async () => {
  const texts = Array.from({ length: 30 }, (_, index) => `Gönderi ${index}${index === 17 ? ' #kilit' : ''}`);
  const { copy } = await copyWith(texts);
  const deniz = await newcomer();
  await bring(deniz, copy);
  const { id } = await own(deniz);
  // The worker waits at the eighteenth post, after it has written it.
  const held = await holdLock(here, "insert into content.hashtags (key, tag) values ('kilit', 'kilit')");
  await here.as(deniz).raw('POST', `/users/me/imports/${id}/confirm`, { body: { takesProfile: false } });
  const worker = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', 'worker'], {
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      PORT: '0',
      PUBLIC_URL: here.ctx.config.publicUrl,
      DATABASE_URL: here.databaseUrl,
      DATA_DIR: here.ctx.config.dataDir,
      SECRET_KEY: TEST_SECRET,
      LOG_LEVEL: 'fatal',
    },
  });
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  // A worker that starts may wait for other locks before it.
  await expect.poll(async () => (await textsOf(deniz)).length, { timeout: 30_000 }).toBe(17);
  await held.waitForBlocked(1);
  worker.kill('SIGKILL');
  await ended;
  await held.release();
  const watch = watchDeadWorkers(here.ctx);
  const locked = async () => {
    await watch.scan();
    const { rows } = await here.ctx.pool.query(
      'select from graphile_worker.jobs where locked_by is not null',
    );
    return rows.length;
  };
  await expect.poll(locked, { timeout: 20_000 }).toBe(0);
  await watch.stop();
  await here.settled();
  expect(await own(deniz)).toMatchObject({ state: 'done', result: { posts: 30 } });
  expect(await textsOf(deniz)).toEqual(texts);
  expect(await here.as(deniz).get(`/users/${deniz.username}`)).toMatchObject({ counts: { posts: 30 } });
}, 60_000);

test('of two workers at once, one goes on and the other stops', async () => {
  const { copy } = await copyWith(['Bir #cift', 'İki', 'Üç']);
  const deniz = await newcomer();
  await bring(deniz, copy);
  const { id } = await own(deniz);
  const held = await holdLock(here, "insert into content.hashtags (key, tag) values ('cift', 'cift')");
  await here.as(deniz).raw('POST', `/users/me/imports/${id}/confirm`, { body: { takesProfile: false } });
  const run = () => jobs['imports.run']!(here.ctx, { importId: id });
  const workers = [run(), run()];
  await held.waitForBlocked(2);
  await held.release();
  await Promise.all(workers);
  await here.settled();
  expect(await own(deniz)).toMatchObject({ state: 'done', result: { posts: 3 } });
  expect(await textsOf(deniz)).toEqual(['Bir #cift', 'İki', 'Üç']);
});

test('an import is taken back with its files, for seven days, and nothing else is', async () => {
  const [author] = (await there.members(1)) as [TestMember];
  const picture = await makePicture(there, author);
  await there.as(author).post('/posts', { content: 'Resim', mediaIds: [picture.id] });
  const copy = await copyOf(there, author);
  const [deniz, reader] = (await here.members(2)) as [TestMember, TestMember];
  await bring(deniz, copy);
  await confirm(deniz);
  const [imported] = (await here.as(deniz).get(`/users/${deniz.username}/posts`)).items;
  await makePost(here, { author: reader, replyTo: imported, content: 'Güzelmiş' });
  await makePost(here, { author: deniz, content: 'Buranın gönderisi' });
  expect(await undo(deniz)).toMatchObject({ status: 204 });
  expect(await undo(deniz)).toMatchObject({ status: 204 });
  expect(await own(deniz)).toMatchObject({ state: 'undone' });
  expect(await textsOf(deniz)).toEqual(['Buranın gönderisi']);
  expect((await here.as(deniz).get('/media')).items).toEqual([]);
  expect(await here.as(deniz).get(`/users/${deniz.username}`)).toMatchObject({ counts: { posts: 1 } });

  const { copy: another } = await copyWith(['Kalıcı']);
  const ece = await newcomer();
  await bring(ece, another);
  await confirm(ece);
  const DAY_MS = 86_400_000;
  here.clock.advance(8 * DAY_MS);
  const again = await here.anyone.post('/auth/login', { identifier: ece.username, password: ece.password });
  expect(await undo({ ...ece, ...again })).toMatchObject({ status: 409, body: { code: 'undo_too_late' } });
  here.clock.advance(-8 * DAY_MS);
});

test('follows wait until the person brings their account; blocks and private accounts hold', async () => {
  const people = (await there.members(4)) as [TestMember, TestMember, TestMember, TestMember];
  const [bora, can, derya, ece] = people;
  for (const person of people) await makePost(there, { author: person, content: person.username });
  const { copy } = await copyWith(['Takipçi'], people);
  const [deniz, boraHere, canHere, deryaHere] = (await here.members(4)) as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  const arrive = async (member: TestMember, from: TestMember) => {
    await bring(member, await copyOf(there, from));
    await confirm(member);
  };
  await arrive(boraHere, bora);
  await bring(deniz, copy);
  await confirm(deniz);
  expect(await own(deniz)).toMatchObject({
    result: { follows: { followed: 1, waiting: 3 } },
    waitingFollows: 3,
  });
  expect((await here.as(deniz).get(`/users/${deniz.id}/following`)).items).toMatchObject([
    { id: boraHere.id },
  ]);

  await here.as(canHere).patch('/users/me', { isPrivate: true });
  await arrive(canHere, can);
  expect((await here.as(canHere).get('/follow-requests')).items).toMatchObject([{ id: deniz.id }]);
  await here.as(deryaHere).put(`/users/${deniz.id}/block`);
  await arrive(deryaHere, derya);
  expect((await here.as(deniz).get(`/users/${deniz.id}/following`)).items).toHaveLength(1);
  expect(await own(deniz)).toMatchObject({ waitingFollows: 1 });
  expect(await here.as(deniz).raw('DELETE', '/users/me/pending-follows')).toMatchObject({ status: 204 });
  expect(await own(deniz)).toMatchObject({ waitingFollows: 0 });
  const eceHere = await newcomer();
  await arrive(eceHere, ece);
  expect((await here.as(deniz).get(`/users/${deniz.id}/following`)).items).toHaveLength(1);
});

test('a suspended member goes on after the suspension', async () => {
  const { copy } = await copyWith(['Önce', 'Sonra']);
  const deniz = await newcomer();
  await bring(deniz, copy);
  const { id } = await own(deniz);
  await here.as(deniz).raw('POST', `/users/me/imports/${id}/confirm`, { body: { takesProfile: false } });
  await here.as(admin).put(`/admin/users/${deniz.id}/suspend`, { reason: 'Deneme' });
  await here.settled();
  expect(await textsOf(deniz)).toEqual([]);
  await here.as(admin).put(`/admin/users/${deniz.id}/restore`, {});
  const session = await here.anyone.post('/auth/login', {
    identifier: deniz.username,
    password: deniz.password,
  });
  const back = { ...deniz, ...session };
  expect(await own(back)).toMatchObject({ state: 'failed', failure: 'account_suspended' });
  await confirm(back, false);
  expect(await own(back)).toMatchObject({ state: 'done' });
  expect(await textsOf(deniz)).toEqual(['Önce', 'Sonra']);
});

test('automatic rules read what an imported post says, not how fast or by whom it came', async () => {
  const on = async (text: string) => {
    const body = {
      ...{ name: 'Deneme', text, action: 'hold', campusRuleId: 'spam', noticeTr: 'Reklam', noticeEn: 'Spam' },
      ...{ limitPercent: 30, limitMinimum: 5 },
    };
    const { id, version } = await here.as(admin).post('/admin/automatic-rules', body);
    await here.as(admin).post(`/admin/automatic-rules/${id}/rehearsal`, { version });
    await here.settled();
    return here.as(admin).raw('PUT', `/admin/automatic-rules/${id}/on`, { body: { version } });
  };
  expect(await on('post where text contains "kolay para"')).toMatchObject({ status: 200 });
  expect(await on('post where author is younger than 7 days')).toMatchObject({ status: 200 });
  expect(await on('post where posts in 1 hour >= 2')).toMatchObject({ status: 200 });
  const { copy } = await copyWith(['Bir', 'İki', 'Üç', 'Kolay para burada']);
  const deniz = await newcomer();
  await bring(deniz, copy);
  await confirm(deniz);
  expect(await textsOf(deniz)).toEqual(['Bir', 'İki', 'Üç']);
  expect((await here.as(deniz).get('/users/me/decisions')).items).toMatchObject([
    { act: 'post_held', content: 'Kolay para burada' },
  ]);
});
