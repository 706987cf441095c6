import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { scene, upload } from '../../media/factory.ts';
import { searchCopies } from '../../media/fingerprints/jobs.ts';
import { media } from '../../media/index.ts';
import { makeDirect } from '../../messaging/factory.ts';
import type { OwnDecision } from '../decisions/schemas.ts';

const t = await testServer();
afterAll(t.close);

let admin: TestMember;
beforeAll(async () => {
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
});

let seed = 0;
const newScene = () => scene(++seed).png().toBuffer();
/** As somebody else would send it. */
const resized = (picture: Buffer) => sharp(picture).resize(400).jpeg({ quality: 60 }).toBuffer();

async function uploaded(member: TestMember, picture: Buffer): Promise<string> {
  const { status, body } = await upload(t, member, picture);
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
}
async function post(member: TestMember, picture: Buffer) {
  const mediaId = await uploaded(member, picture);
  return t.as(member).post('/posts', { content: 'Bakın', mediaIds: [mediaId] });
}
const members = async (count: number) => (await t.members(count)) as TestMember[];
const mediaOf = async (viewer: TestMember, postId: string) =>
  (await t.as(viewer).get(`/posts/${postId}`)).media[0];
const load = async (url: string) => (await t.app.inject({ method: 'GET', url })).statusCode;
const decisionsOf = async (member: TestMember): Promise<OwnDecision[]> =>
  (await t.as(member).get('/users/me/decisions')).items;
const report = async (by: TestMember, subjectType: 'post' | 'user' | 'message', subjectId: string) =>
  (await t.as(by).post('/reports', { subjectType, subjectId, reason: 'sexual' })).id as string;
/** Decides a case about a post, and removes its first picture everywhere. */
async function remove(reportId: string, options: object = {}, by = admin, decision = 'remove_post') {
  const { items } = await t.as(by).get(`/admin/reports/${reportId}/pictures`);
  const answer = await t.as(by).raw('PATCH', `/admin/reports/${reportId}`, {
    body: {
      decision,
      note: 'Rızasız',
      reason: 'Bu fotoğraf izinsiz.',
      pictures: { ids: [items[0].id], ...options },
    },
  });
  // A job looks for the copies.
  await t.settled();
  return answer;
}
const newAdmin = async () => (await t.members(1, { roles: ['admin'] }))[0] as TestMember;
const listed = async (by = admin, status = 'listed') =>
  (await t.as(by).get(`/admin/pictures?status=${status}`)).items;

test('a removed picture goes from posts, messages and avatars, its authors are told once, and it is refused when it comes again', async () => {
  const [ayse, bora, can, derya] = (await members(4)) as [TestMember, TestMember, TestMember, TestMember];
  const picture = await newScene();
  const first = await post(ayse, picture);
  const copy = await post(bora, await resized(picture));
  const second = await post(bora, await sharp(picture).flop().webp({ quality: 70 }).toBuffer());
  const other = await post(bora, await newScene());
  const direct = await makeDirect(t, bora, derya);
  const sent = await t.as(bora).post(`/conversations/${direct.id}/messages`, {
    clientId: 'bir',
    type: 'image',
    mediaIds: [await uploaded(bora, picture)],
  });
  const { avatarUrl } = await t.as(can).put('/users/me/avatar', { mediaId: await uploaded(can, picture) });
  const before = await mediaOf(derya, copy.id);
  expect([await load(before.url), await load(avatarUrl)]).toEqual([200, 200]);

  const reportId = await report(derya, 'post', first.id);
  const [shown] = (await t.as(admin).get(`/admin/reports/${reportId}/pictures`)).items;
  expect(shown).toMatchObject({ use: 'post', isListed: false, isRecognisable: true });
  const copies = await t.as(admin).get(`/admin/reports/${reportId}/pictures/${shown.id}/copies`);
  expect(copies).toMatchObject({ copies: 4, next: null });
  // That of a message is only counted.
  expect(copies.samples).toHaveLength(3);

  expect(await remove(reportId)).toMatchObject({
    status: 200,
    body: { decision: { outcome: 'post_removed' } },
  });
  await t.settled();
  const removed = {
    status: 'failed',
    failure: 'picture_removed',
    url: null,
    previewUrl: null,
    blurhash: null,
  };
  expect(await mediaOf(derya, copy.id)).toMatchObject(removed);
  expect(await mediaOf(derya, second.id)).toMatchObject(removed);
  expect(await mediaOf(derya, other.id)).toMatchObject({ status: 'ready' });
  expect([await load(before.url), await load(avatarUrl)]).toEqual([404, 404]);
  const { items: messages } = await t.as(derya).get(`/conversations/${direct.id}/messages`);
  expect(messages.find(({ id }: { id: string }) => id === sent.id).media[0]).toMatchObject(removed);

  // Nor in an export of the conversation.
  expect((await media.archivableFiles(t.ctx, 'message', [sent.id])).get(sent.id) ?? []).toEqual([]);

  expect(await decisionsOf(ayse)).toMatchObject([{ act: 'post_removed', reason: 'Bu fotoğraf izinsiz.' }]);
  const told = {
    act: 'picture_removed',
    rule: { id: 'sexual' },
    reason: 'Bu fotoğraf izinsiz.',
    canAppeal: true,
  };
  expect(await decisionsOf(bora)).toMatchObject([told]);
  expect(await decisionsOf(can)).toMatchObject([told]);
  expect(await decisionsOf(bora)).toHaveLength(1);

  for (let time = 0; time < 2; time++)
    expect(await upload(t, derya, await resized(picture))).toMatchObject({
      status: 422,
      body: { code: 'picture_removed' },
    });
  await t.settled();
  expect(await decisionsOf(derya)).toMatchObject([{ act: 'picture_refused', canAppeal: true }]);
  expect((await t.as(derya).get('/media')).items).toEqual([]);
  expect((await listed())[0]).toMatchObject({
    copies: 5,
    authors: 3,
    refusals: 2,
    refusedMembers: 1,
    rule: 'sexual',
  });

  // Who appeals brings back what all lost.
  const [{ id: decisionId } = { id: '' }] = await decisionsOf(bora);
  const { id } = await t.as(bora).post('/appeals', { decisionId, text: 'Bu benim çizimim' });
  const upheld = await t
    .as(await newAdmin())
    .raw('PATCH', `/admin/appeals/${id}`, { body: { outcome: 'upheld', answer: 'Doğru' } });
  expect(upheld).toMatchObject({ status: 200 });
  await t.settled();
  expect(await mediaOf(derya, copy.id)).toMatchObject({ status: 'ready' });
  expect([await load(before.url), await load(avatarUrl)]).toEqual([200, 200]);
  expect((await decisionsOf(can))[0]?.reversedAt).not.toBeNull();
  expect(await upload(t, derya, await resized(picture))).toMatchObject({ status: 201 });
  expect((await listed(admin, 'lifted'))[0]).toMatchObject({ lifted: { reason: 'Doğru' }, copies: 0 });
});

/** The lock that adding a picture to the list holds until it commits, and that a picture which becomes ready takes. */
const LIST_LOCK = "select pg_advisory_xact_lock(hashtextextended('media.blocked_pictures', 0))";
const READING = LIST_LOCK.replace('xact_lock', 'xact_lock_shared');

test('of an upload and a removal at the same moment one finds the other', async () => {
  const [ayse, bora, can, derya] = (await members(4)) as [TestMember, TestMember, TestMember, TestMember];
  const picture = await newScene();
  const first = await post(ayse, picture);
  const reportId = await report(derya, 'post', first.id);
  // The upload is before the removal: it becomes ready while the removal waits, which then finds it.
  const early = await holdLock(t, READING);
  const removing = remove(reportId);
  await early.waitForBlocked(1);
  await early.release();
  expect(await removing).toMatchObject({ status: 200 });

  // The upload is after: it waits for the removal, and is refused.
  const another = await newScene();
  const second = await post(ayse, another);
  const secondReport = await report(derya, 'post', second.id);
  const lock = await holdLock(t, LIST_LOCK);
  const both = [
    remove(secondReport),
    upload(t, bora, await resized(another)),
    upload(t, can, another),
  ] as const;
  await lock.waitForBlocked(3);
  await lock.release();
  const [decided, ...uploads] = await Promise.all(both);
  expect(decided).toMatchObject({ status: 200 });
  await t.settled();
  // Whatever came first: nobody has the picture.
  for (const [index, { status, body }] of uploads.entries()) {
    const { items } = await t.as(index === 0 ? bora : can).get('/media');
    if (status === 422) expect([body.code, items]).toEqual(['picture_removed', []]);
    else expect(items).toMatchObject([{ id: body.id, failure: 'picture_removed' }]);
  }
});

test('a message that was forwarded loses the picture as well', async () => {
  const [ayse, bora, derya] = (await members(3)) as [TestMember, TestMember, TestMember];
  const picture = await newScene();
  const first = await post(ayse, picture);
  const [from, to] = [await makeDirect(t, bora, derya), await makeDirect(t, derya, ayse)];
  const { id: sourceId } = await t.as(bora).post(`/conversations/${from.id}/messages`, {
    clientId: 'bir',
    type: 'image',
    mediaIds: [await uploaded(bora, picture)],
  });
  const forwarded = await t.as(derya).raw('POST', `/conversations/${to.id}/messages`, {
    body: { clientId: 'iki', forwardOfId: sourceId },
  });
  expect(forwarded.status, JSON.stringify(forwarded.body)).toBe(201);
  await remove(await report(derya, 'post', first.id));
  await t.settled();
  const { items } = await t.as(ayse).get(`/conversations/${to.id}/messages`);
  expect(items.flatMap(({ media: files }: { media: object[] }) => files)).toMatchObject([
    { failure: 'picture_removed' },
  ]);
  // Who forwarded it is an author like the others.
  expect(await decisionsOf(derya)).toMatchObject([{ act: 'picture_removed' }]);
});

test('a picture that is removed between its upload and the post cannot be posted', async () => {
  const [ayse, bora, derya] = (await members(3)) as [TestMember, TestMember, TestMember];
  const picture = await newScene();
  const first = await post(ayse, picture);
  const waiting = await uploaded(bora, await resized(picture));
  await remove(await report(derya, 'post', first.id));
  const body = { content: 'Bakın', mediaIds: [waiting] };
  expect(await t.as(bora).raw('POST', '/posts', { body })).toMatchObject({
    status: 422,
    body: { code: 'picture_removed' },
  });
  expect(await t.as(bora).raw('PUT', '/users/me/avatar', { body: { mediaId: waiting } })).toMatchObject({
    status: 422,
  });
});

test('staff take a picture off the list with a reason: everything comes back, but what another entry hides', async () => {
  const [ayse, bora, derya] = (await members(3)) as [TestMember, TestMember, TestMember];
  const picture = await newScene();
  const [first, second] = [await post(ayse, picture), await post(bora, await resized(picture))];
  await remove(await report(derya, 'post', first.id));
  const [{ id }] = await listed();
  const lift = () => t.as(admin).raw('POST', `/admin/pictures/${id}/lift`, { body: { reason: 'Yanlış' } });
  expect(await lift()).toMatchObject({ status: 204 });
  expect(await lift()).toMatchObject({ status: 404 });
  await t.settled();
  expect(await mediaOf(derya, second.id)).toMatchObject({ status: 'ready' });
  expect(await upload(t, derya, picture)).toMatchObject({ status: 201 });
  const { rows } = await t.ctx.pool.query('select entry from moderation.log order by seq');
  const acts = rows.map(({ entry }: { entry: string }) => JSON.parse(entry).act);
  expect(acts.filter((act) => act === 'picture_unlisted')).toHaveLength(2);
});

test('a picture that shows on a dark background alone is refused as well', async () => {
  const [ayse, bora, can] = (await members(3)) as [TestMember, TestMember, TestMember];
  const picture = await newScene();
  expect(await remove(await report(can, 'post', (await post(ayse, picture)).id))).toMatchObject({
    status: 200,
  });
  // White, and as opaque as the picture is light: on white there is nothing to see.
  const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const white = { width, height, channels: 3 as const, background: '#fff' };
  const drawn = await sharp({ create: white })
    .joinChannel(data, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
  expect(await upload(t, bora, drawn)).toMatchObject({ status: 422, body: { code: 'picture_removed' } });
});

test('a flat picture is recognised by its bytes alone', async () => {
  const [ayse, bora, can, derya] = (await members(4)) as [TestMember, TestMember, TestMember, TestMember];
  const flat = (colour: string) =>
    sharp({ create: { width: 300, height: 300, channels: 3, background: colour } })
      .png()
      .toBuffer();
  const first = await post(ayse, await flat('#123456'));
  const other = await post(bora, await flat('#c0ffee'));
  const same = await post(can, await flat('#123456'));
  const reportId = await report(derya, 'post', first.id);
  expect((await t.as(admin).get(`/admin/reports/${reportId}/pictures`)).items).toMatchObject([
    { isRecognisable: false },
  ]);
  await remove(reportId);
  expect(await mediaOf(derya, other.id)).toMatchObject({ status: 'ready' });
  expect(await mediaOf(derya, same.id)).toMatchObject({ status: 'failed' });
});

test('a reported avatar is removed with a warning, and its owner appeals against that', async () => {
  const [ayse, derya] = (await members(2)) as [TestMember, TestMember];
  const picture = await newScene();
  const { avatarUrl } = await t.as(ayse).put('/users/me/avatar', { mediaId: await uploaded(ayse, picture) });
  const reportId = await report(derya, 'user', ayse.id);
  expect(await remove(reportId, {}, admin, 'dismiss')).toMatchObject({
    status: 422,
    body: { code: 'picture_not_removable' },
  });
  expect(await remove(reportId, {}, admin, 'warn')).toMatchObject({ status: 200 });
  expect(await load(avatarUrl)).toBe(404);
  // Those who decide still see it, in their session only.
  const [{ previewUrl }] = (await t.as(admin).get(`/admin/reports/${reportId}/pictures`)).items;
  const asAdmin = {
    method: 'GET',
    url: previewUrl,
    headers: { authorization: `Bearer ${admin.accessToken}` },
  } as const;
  expect((await t.app.inject(asAdmin)).statusCode).toBe(200);
  expect(
    (await t.app.inject({ ...asAdmin, headers: { authorization: `Bearer ${derya.accessToken}` } }))
      .statusCode,
  ).toBe(404);
  expect(await load(previewUrl)).toBe(404);
  const [{ id: decisionId } = { id: '' }] = await decisionsOf(ayse);
  const { id } = await t.as(ayse).post('/appeals', { decisionId, text: 'Bu benim yüzüm' });
  await t
    .as(await newAdmin())
    .raw('PATCH', `/admin/appeals/${id}`, { body: { outcome: 'upheld', answer: 'Evet' } });
  expect(await load(avatarUrl)).toBe(200);
});

test('who uploads it again becomes a case once, if the entry says so', async () => {
  const [ayse, bora, derya] = (await members(3)) as [TestMember, TestMember, TestMember];
  const picture = await newScene();
  await remove(await report(derya, 'post', (await post(ayse, picture)).id), { reportUploads: true });
  for (let time = 0; time < 3; time++) await upload(t, bora, await resized(picture));
  await t.settled();
  const { items } = await t.as(admin).get('/admin/reports?subjectType=user&limit=50');
  const about = items.filter(({ subjectId }: { subjectId: string }) => subjectId === bora.id);
  expect(about).toMatchObject([
    { reportCount: 1, owner: { priorViolations: 0 }, reports: [{ reporter: null, reason: 'sexual' }] },
  ]);
});

test('an end and a note are set and changed, and the end brings everything back', async () => {
  const [ayse, bora, derya] = (await members(3)) as [TestMember, TestMember, TestMember];
  const picture = await newScene();
  const copy = await post(bora, await resized(picture));
  const inDays = (days: number) => new Date(t.ctx.clock().getTime() + days * 86_400_000).toISOString();
  await remove(await report(derya, 'post', (await post(ayse, picture)).id), { until: inDays(5) });
  const [entry] = await listed();
  expect(entry).toMatchObject({ note: null, searched: null });
  const change = (body: object, by = admin) => t.as(by).raw('PATCH', `/admin/pictures/${entry.id}`, { body });
  expect(await change({ until: inDays(-1) })).toMatchObject({ status: 422, body: { code: 'until_in_past' } });
  expect(await change({})).toMatchObject({ status: 400 });
  expect(await change({ note: 'Afiş\u202e' })).toMatchObject({ status: 400 });
  expect(await change({ until: null, note: 'Kulübün afişi' })).toMatchObject({ status: 204 });
  expect((await listed())[0]).toMatchObject({
    expiresAt: null,
    note: 'Kulübün afişi',
    reason: 'Bu fotoğraf izinsiz.',
  });
  const until = inDays(2);
  expect(await change({ until })).toMatchObject({ status: 204 });
  expect((await listed())[0]).toMatchObject({ expiresAt: until, note: 'Kulübün afişi' });
  // Those to whom the entry is told read no note.
  expect(JSON.stringify(await decisionsOf(bora))).not.toContain('Kulübün');
  await t.ctx.pool.query('update media.blocked_pictures set expires_at = $2 where id = $1', [
    entry.id,
    t.ctx.clock(),
  ]);
  await t.ctx.jobs.add('media.cleanUp', {});
  await t.settled();
  expect(await mediaOf(derya, copy.id)).toMatchObject({ status: 'ready' });
  expect(await change({ until: inDays(3) })).toMatchObject({ status: 404 });
});

test('a search that died goes on where it stopped, and two runs find each copy once', async () => {
  const [ayse, bora, can, derya] = (await members(4)) as [TestMember, TestMember, TestMember, TestMember];
  const picture = await newScene();
  const copies = [await post(bora, await resized(picture)), await post(can, await resized(picture))];
  await remove(await report(derya, 'post', (await post(ayse, picture)).id));
  const [{ id }] = await listed();
  expect(await decisionsOf(bora)).toHaveLength(1);
  // As if it had died before the copies: nothing is hidden, nobody was told.
  const ids = copies.map((copy) => copy.id);
  await t.ctx.pool.query('update media.files set blocked_by = null where subject_id = any($1::uuid[])', [
    ids,
  ]);
  await t.ctx.pool.query('delete from moderation.picture_authors where picture_id = $1 and member_id <> $2', [
    id,
    ayse.id,
  ]);
  await t.ctx.pool.query('update media.blocked_pictures set search_next = 0 where id = $1', [id]);
  expect((await listed())[0]).toMatchObject({ searched: 0 });
  // Meanwhile it is refused already.
  expect(await upload(t, derya, await resized(picture))).toMatchObject({ status: 422 });
  await Promise.all([searchCopies(t.ctx, { id }), searchCopies(t.ctx, { id })]);
  await t.ctx.jobs.add('media.cleanUp', {});
  await t.settled();
  expect((await listed())[0]).toMatchObject({ searched: null, authors: 3, copies: 3 });
  for (const copy of copies)
    expect(await mediaOf(derya, copy.id)).toMatchObject({ failure: 'picture_removed' });
});

test('what is forwarded while the search runs does not slip through', async () => {
  const [ayse, bora, derya] = (await members(3)) as [TestMember, TestMember, TestMember];
  const picture = await newScene();
  const first = await post(ayse, picture);
  const [from, to] = [await makeDirect(t, bora, derya), await makeDirect(t, derya, ayse)];
  const { id: sourceId } = await t.as(bora).post(`/conversations/${from.id}/messages`, {
    clientId: 'bir',
    type: 'image',
    mediaIds: [await uploaded(bora, await resized(picture))],
  });
  await remove(await report(derya, 'post', first.id));
  const [{ id }] = await listed();
  await t.ctx.pool.query('update media.files set blocked_by = null where subject_id = $1', [sourceId]);
  await t.ctx.pool.query('update media.blocked_pictures set search_next = 0 where id = $1', [id]);
  const lock = await holdLock(t, READING);
  const search = searchCopies(t.ctx, { id });
  await lock.waitForBlocked(1);
  const forwarded = t.as(derya).raw('POST', `/conversations/${to.id}/messages`, {
    body: { clientId: 'iki', forwardOfId: sourceId },
  });
  await lock.waitForBlocked(2);
  await lock.release();
  await Promise.all([search, forwarded]);
  await t.settled();
  const { items } = await t.as(ayse).get(`/conversations/${to.id}/messages`);
  const shown = items.flatMap(({ media: files }: { media: { status: string }[] }) => files);
  expect(shown.filter(({ status }: { status: string }) => status === 'ready')).toEqual([]);
});

test('the logo of the campus and pictures of official accounts cannot be removed everywhere', async () => {
  const [ayse, derya, rectorate] = (await members(3)) as [TestMember, TestMember, TestMember];
  const picture = await newScene();
  await t.as(rectorate).put('/users/me/avatar', { mediaId: await uploaded(rectorate, picture) });
  await t.as(admin).put(`/admin/users/${rectorate.id}/official`, { tr: 'Rektörlük', en: 'Rectorate' });
  const reportId = await report(derya, 'post', (await post(ayse, await resized(picture))).id);
  expect(await remove(reportId)).toMatchObject({ status: 422, body: { code: 'picture_of_campus' } });
  // The same decision without it.
  const body = { decision: 'remove_post', note: 'Sahte duyuru' };
  expect(await t.as(admin).raw('PATCH', `/admin/reports/${reportId}`, { body })).toMatchObject({
    status: 200,
  });
  // What the account itself did can be removed.
  const own = await report(derya, 'user', rectorate.id);
  expect(await remove(own, {}, admin, 'warn')).toMatchObject({ status: 200 });
});

test('a local moderator removes it for the own university alone, and sees their own entries', async () => {
  const [ayse, derya] = (await members(2)) as [TestMember, TestMember];
  const [local] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  const [there] = (await t.members(1, { university: 'nar' })) as [TestMember];
  const picture = await newScene();
  const first = await post(ayse, picture);
  const elsewhere = await post(there, await resized(picture));
  expect(await remove(await report(derya, 'post', first.id), {}, local)).toMatchObject({ status: 200 });
  expect(await mediaOf(there, elsewhere.id)).toMatchObject({ status: 'ready' });
  expect(await upload(t, there, picture)).toMatchObject({ status: 201 });
  expect(await upload(t, derya, picture)).toMatchObject({ status: 422 });
  expect(await listed(local)).toMatchObject([{ isForUniversity: true, addedBy: { id: local.id } }]);
  const all = await listed();
  const foreign = all.find(({ isForUniversity }: { isForUniversity: boolean }) => !isForUniversity);
  expect(
    await t.as(local).raw('POST', `/admin/pictures/${foreign.id}/lift`, { body: { reason: 'Deneme' } }),
  ).toMatchObject({ status: 404 });
});

test('the pictures of a message are shown only after it was opened with a reason', async () => {
  const [ayse, bora] = (await members(2)) as [TestMember, TestMember];
  const direct = await makeDirect(t, ayse, bora);
  const sent = await t.as(ayse).post(`/conversations/${direct.id}/messages`, {
    clientId: 'iki',
    type: 'image',
    mediaIds: [await uploaded(ayse, await newScene())],
  });
  const reportId = await report(bora, 'message', sent.id);
  const path = `/admin/reports/${reportId}`;
  expect(await t.as(admin).raw('GET', `${path}/pictures`)).toMatchObject({
    status: 403,
    body: { code: 'case_not_opened' },
  });
  await t.as(admin).post(`${path}/open`, { reason: 'Bakılacak' });
  expect((await t.as(admin).get(`${path}/pictures`)).items).toMatchObject([{ use: 'message' }]);
  expect(await remove(reportId)).toMatchObject({
    status: 200,
    body: { decision: { outcome: 'message_removed' } },
  });
});

test('pictures from before there were fingerprints get one, and go if they are copies of a listed one', async () => {
  const [ayse, bora, derya] = (await members(3)) as [TestMember, TestMember, TestMember];
  const picture = await newScene();
  const old = await post(bora, await resized(picture));
  await t.ctx.pool.query(
    'delete from media.fingerprints where name in (select name from media.files where subject_id = $1)',
    [old.id],
  );
  await remove(await report(derya, 'post', (await post(ayse, picture)).id));
  expect(await mediaOf(derya, old.id)).toMatchObject({ status: 'ready' });
  await t.ctx.jobs.add('media.fingerprintOld', {});
  await t.settled();
  expect(await mediaOf(derya, old.id)).toMatchObject({ failure: 'picture_removed' });
});

test('what a removed picture hides is erased after 30 days, and not while an appeal is open', async () => {
  const [ayse, bora, derya] = (await members(3)) as [TestMember, TestMember, TestMember];
  const picture = await newScene();
  const first = await post(ayse, picture);
  const second = await post(bora, await resized(picture));
  await remove(await report(derya, 'post', first.id));
  await t.settled();
  const [{ id: decisionId } = { id: '' }] = await decisionsOf(bora);
  const { id } = await t.as(bora).post('/appeals', { decisionId, text: 'Neden' });
  const clean = async () => {
    await t.ctx.jobs.add('media.cleanUp', {});
    await t.settled();
    const [reader] = (await members(1)) as [TestMember];
    return (await t.as(reader).get(`/posts/${second.id}`)).media.length;
  };
  t.clock.advance(31 * 86_400_000);
  expect(await clean()).toBe(1);
  const judge = await newAdmin();
  expect(
    await t
      .as(judge)
      .raw('PATCH', `/admin/appeals/${id}`, { body: { outcome: 'rejected', answer: 'Hayır' } }),
  ).toMatchObject({ status: 200 });
  expect(await clean()).toBe(0);
  expect(await upload(t, judge, picture)).toMatchObject({ status: 422 });
});
