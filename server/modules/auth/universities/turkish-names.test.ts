import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makeFollow } from '../../social/factory.ts';
import { loadCatalogue, openUniversity } from './service.ts';
import { turkishName } from './turkish-name.ts';

const catalogue = fileURLToPath(new URL('../../../../database/data/universities.json', import.meta.url));
const t = await testServer();
afterAll(t.close);

test.for([
  ['Boğaziçi University', 'Boğaziçi Üniversitesi'],
  ['Istanbul Technical University', 'İstanbul Teknik Üniversitesi'],
  ['Izmir Tınaztepe University', 'İzmir Tınaztepe Üniversitesi'],
  ['University of Kyrenia', 'Kyrenia Üniversitesi'],
  ['Sakarya Uygulamalı Bilimler Üniversitesi', 'Sakarya Uygulamalı Bilimler Üniversitesi'],
  ['Koç Üniversitesi', 'Koç Üniversitesi'],
  ['Gazi University Ankara', 'Gazi Üniversitesi'],
  ['constructor', 'constructor'],
] as const)('%s is %s in Turkish', ([name, turkish]) => {
  expect(turkishName(name, { 'Gazi University Ankara': 'Gazi Üniversitesi' })).toBe(turkish);
});

const findOpen = async (q: string) =>
  (await t.anyone.get(`/auth/universities?${new URLSearchParams({ q })}`)).items;

test('the catalogue has Turkish names, irregular ones included, and search finds them by either', async () => {
  await loadCatalogue(t.ctx, catalogue);
  for (const name of ['Middle East Technical University', 'Boğaziçi University'])
    await openUniversity(t.ctx, { name, country: 'TR', rules: [] });
  const odtu = {
    name: 'Middle East Technical University',
    nameTr: 'Orta Doğu Teknik Üniversitesi',
  };
  for (const q of ['middle east', 'orta doğu', 'ORTA DOGU TEKNİK'])
    expect(await findOpen(q)).toMatchObject([odtu]);
  expect(await findOpen('boğaziçi üni')).toMatchObject([
    { name: 'Boğaziçi University', nameTr: 'Boğaziçi Üniversitesi' },
  ]);
});

test('a catalogue that was loaded before has Turkish names after the next start', async () => {
  await t.ctx.pool.query(`update auth.universities set name_tr = null`);
  expect(await findOpen('middle east')).toMatchObject([{ nameTr: 'Middle East Technical University' }]);
  await t.ctx.pool.query(`update platform.settings set value = '"older"' where key = 'catalogue'`);
  await loadCatalogue(t.ctx, catalogue);
  expect(await findOpen('middle east')).toMatchObject([{ nameTr: 'Orta Doğu Teknik Üniversitesi' }]);
});

test('a member comes with both names wherever the API names their university', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const { rows } = await t.ctx.pool.query<{ name: string }>(
    `update auth.universities set name_tr = 'Türkçe Ad' where id = $1 returning name`,
    [ayse.universityId],
  );
  const names = { university: rows[0]?.name, universityTr: 'Türkçe Ad' };
  const post = await makePost(t, { author: ayse });
  await makeFollow(t, ayse, bora);
  expect(await t.as(bora).get(`/users/${ayse.id}`)).toMatchObject(names);
  expect((await t.as(ayse).get('/auth/me')).profile.university).toEqual({
    id: ayse.universityId,
    name: names.university,
    nameTr: names.universityTr,
  });
  expect((await t.as(bora).get(`/posts/${post.id}`)).author).toMatchObject(names);
  expect((await t.as(ayse).post('/posts', { content: 'Yeni' })).author).toMatchObject(names);
  await t.as(ayse).put(`/posts/${post.id}/like`);
  const lists = [
    `/users/${bora.id}/followers`,
    `/posts/${post.id}/likes`,
    `/search/users?q=${ayse.username}`,
  ];
  for (const path of lists) expect((await t.as(bora).get(path)).items, path).toMatchObject([names]);
  await t.settled();
  expect((await t.as(bora).get('/notifications')).items[0].actors[0]).toMatchObject(names);
  const found = await t.as(bora).get(`/search/completions?q=${encodeURIComponent(`@${ayse.username}`)}`);
  expect(found.users).toMatchObject([names]);
});
