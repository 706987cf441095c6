import { afterAll, expect, test } from 'vitest';
import { newId } from '../../platform/id.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { asViewer, makeBlock, makeFollow } from '../social/factory.ts';
import { presentAuthors } from './index.ts';
import { Profile } from './schemas.ts';
import { changeProfile } from './service.ts';

const t = await testServer();
afterAll(t.close);

const DAY_MS = 86_400_000;
const NOTHING = {
  following: false,
  followedBy: false,
  requested: false,
  blocking: false,
  muting: false,
  repostsHidden: false,
};
const pair = async () => (await t.members(2)) as [TestMember, TestMember];

test('a profile has the shape of the contract', async () => {
  const [ayse, bora] = await pair();
  await makeFollow(t, ayse, bora);
  await t.as(bora).post('/posts', { content: 'Merhaba' });
  const response = await t.as(ayse).get(`/users/${bora.id}`);
  expect(Profile.strict().parse(response)).toEqual(response);
  expect(response).toEqual({
    id: bora.id,
    username: 'bora',
    displayName: 'Bora',
    bio: '',
    avatarUrl: null,
    headerUrl: null,
    university: 'Çınar Üniversitesi',
    universityTr: 'Çınar Üniversitesi',
    official: null,
    affiliation: 'student',
    department: null,
    graduationYear: null,
    isPrivate: false,
    showsLikes: false,
    createdAt: expect.any(String),
    counts: { posts: 1, followers: 1, following: 0 },
    viewer: { ...NOTHING, following: true },
  });
});

test('a member is found by id and by username, whatever the case', async () => {
  const [ayse, bora] = await pair();
  for (const name of [bora.id, bora.id.toUpperCase(), bora.username, bora.username.toUpperCase()]) {
    expect(await t.as(ayse).get(`/users/${name}`)).toMatchObject({ id: bora.id });
  }
  expect(await t.as(ayse).get('/users/me')).toEqual(await t.as(ayse).get(`/users/${ayse.id}`));
});

test('hidden and unknown members are answered alike', async () => {
  const [ayse, bora] = await pair();
  const [can, derya] = await pair();
  const [suspended, pending] = await pair();
  await makeBlock(t, ayse, bora);
  await makeBlock(t, can, ayse);
  const setStatus = 'update auth.users set status = $2 where id = $1';
  await t.ctx.pool.query(setStatus, [suspended.id, 'suspended']);
  await t.ctx.pool.query(setStatus, [pending.id, 'pending']);
  const responses: unknown[] = [];
  for (const hidden of [bora, can, suspended, pending, { id: newId(), username: 'hic_kimse' }]) {
    for (const name of [hidden.id, hidden.username]) {
      const { requestId: _, ...problem } = await t.as(ayse).get(`/users/${name}`);
      responses.push(problem);
    }
  }
  expect(responses[0]).toMatchObject({ status: 404, code: 'member_not_found' });
  expect(responses).toEqual(responses.map(() => responses[0]));
  expect(await t.as(ayse).get(`/users/${derya.id}`)).toMatchObject({ id: derya.id });
});

test('the card of a private account is visible, and says that it is private', async () => {
  const [ayse, bora] = await pair();
  await t.as(bora).patch('/users/me', { isPrivate: true, bio: 'Kapalı' });
  expect(await t.as(ayse).get(`/users/${bora.id}`)).toMatchObject({ isPrivate: true, bio: 'Kapalı' });
});

test('named fields change, others stay, and null clears', async () => {
  const [ayse] = await pair();
  const change = {
    displayName: '  Ayşe   Yılmaz ',
    bio: ' Kimya\nve çay ',
    department: 'Kimya',
    graduationYear: 2028,
  };
  expect(await t.as(ayse).patch('/users/me', change)).toMatchObject({
    displayName: 'Ayşe Yılmaz',
    bio: 'Kimya\nve çay',
    department: 'Kimya',
    graduationYear: 2028,
    isPrivate: false,
  });
  expect(await t.as(ayse).patch('/users/me', { department: null, graduationYear: null })).toMatchObject({
    displayName: 'Ayşe Yılmaz',
    bio: 'Kimya\nve çay',
    department: null,
    graduationYear: null,
  });
  const before = await t.as(ayse).get('/users/me');
  expect(await t.as(ayse).patch('/users/me', {})).toEqual(before);
});

test('text is counted in graphemes, and stored in one form', async () => {
  const [ayse] = await pair();
  const family = '👨‍👩‍👧‍👦';
  expect(await t.as(ayse).patch('/users/me', { bio: 's\u0327'.repeat(300) })).toMatchObject({
    bio: 'ş'.repeat(300),
  });
  expect(await t.as(ayse).patch('/users/me', { department: family.repeat(20) })).toMatchObject({
    department: family.repeat(20),
  });
});

test.for([
  ['displayName', ''],
  ['displayName', '   '],
  ['displayName', 'a'.repeat(51)],
  ['displayName', `a${'\u0344'.repeat(150)}`],
  ['displayName', 'a\u202eb'],
  ['bio', 'a'.repeat(301)],
  ['bio', `a${'\u0344'.repeat(1_500)}`],
  ['bio', 'a\u0000b'],
  ['department', 'a'.repeat(101)],
  ['department', `a${'\u0301'.repeat(390)}`],
  ['graduationYear', 1949],
  ['graduationYear', 2101],
  ['graduationYear', 2028.5],
  ['graduationYear', '2028'],
  ['isPrivate', 'true'],
  ['bio', null],
  ['username', 'ab'],
  ['username', 'a'.repeat(21)],
  ['username', 'ayşe'],
  ['username', 'a-b-c'],
  ['username', 'admin'],
  ['university', 'Nar University'],
] as const)('%s is refused as %j, with the field named', async ([path, value]) => {
  const [ayse] = await pair();
  const before = await t.as(ayse).get('/users/me');
  const response = await t.as(ayse).patch('/users/me', { [path]: value });
  expect(response).toMatchObject({ status: 400, code: 'invalid_request', errors: [{ path }] });
  expect(await t.as(ayse).get('/users/me')).toEqual(before);
});

test('a username changes once in 30 days, and a taken one changes nothing else either', async () => {
  const [ayse, bora] = await pair();
  expect(await t.as(ayse).patch('/users/me', { username: bora.username, bio: 'Yeni' })).toMatchObject({
    status: 409,
    code: 'username_taken',
  });
  expect(await t.as(ayse).get('/users/me')).toMatchObject({ username: ayse.username, bio: '' });

  expect(await t.as(ayse).patch('/users/me', { username: 'AYSE_yilmaz' })).toMatchObject({
    username: 'ayse_yilmaz',
  });
  expect(await t.as(bora).get(`/users/${ayse.username}`)).toMatchObject({ status: 404 });
  expect(await t.as(ayse).patch('/users/me', { username: 'ayse_y' })).toMatchObject({
    status: 422,
    code: 'username_changed_recently',
    errors: [{ path: 'username' }],
  });
  expect(await t.as(ayse).patch('/users/me', { username: 'ayse_yilmaz', bio: 'Aynı ad' })).toMatchObject({
    bio: 'Aynı ad',
  });
  t.clock.advance(30 * DAY_MS);
  const changed = await changeProfile(t.ctx, asViewer(ayse), { username: 'ayse_y' });
  expect(changed.username).toBe('ayse_y');
});

test('of two concurrent changes to one username one succeeds', async () => {
  const [ayse, bora] = await pair();
  const want = (member: TestMember) =>
    changeProfile(t.ctx, asViewer(member), { username: 'tek_ad' }).then(
      () => 'has it',
      (error: { code?: string }) => error.code,
    );
  expect((await Promise.all([want(ayse), want(bora)])).sort()).toEqual(['has it', 'username_taken']);
});

test('authors of a page come in one map, each once; unknown ones are left out', async () => {
  const [ayse, bora] = await pair();
  const authors = await presentAuthors(t.ctx, [ayse.id, bora.id, ayse.id, newId()]);
  expect([...authors.keys()].sort()).toEqual([ayse.id, bora.id].sort());
  expect(authors.get(ayse.id)).toEqual({
    id: ayse.id,
    username: ayse.username,
    displayName: ayse.displayName,
    avatarUrl: null,
    university: 'Çınar Üniversitesi',
    universityTr: 'Çınar Üniversitesi',
    official: null,
  });
});
