import { afterAll, expect, test } from 'vitest';
import { testServer } from '../../../testing/server.ts';
import { RecentSearches, SavedSearches } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

test('a search is saved once, is private, and can be deleted', async () => {
  const [ayse, bora] = await t.members(2);
  const first = await t.as(ayse!).post('/search/saved', { q: 'vize notları' });
  const again = await t.as(ayse!).post('/search/saved', { q: ' vize notları ' });
  expect(again.id).toBe(first.id);
  expect((await t.as(ayse!).post('/search/saved', { q: 'vi\u00adze  notları\u200b' })).id).toBe(first.id);
  expect(SavedSearches.parse(await t.as(ayse!).get('/search/saved')).items).toHaveLength(1);
  expect(SavedSearches.parse(await t.as(bora!).get('/search/saved')).items).toEqual([]);
  expect(await t.as(bora!).delete(`/search/saved/${first.id}`)).toMatchObject({ status: 404 });
  await t.as(ayse!).delete(`/search/saved/${first.id}`);
  expect(SavedSearches.parse(await t.as(ayse!).get('/search/saved')).items).toEqual([]);
});

test('a member has fifty saved searches at most, also with concurrent requests', async () => {
  const [ayse] = await t.members(1);
  const answers = await Promise.all(
    Array.from({ length: 55 }, (_, index) =>
      t.as(ayse!).raw('POST', '/search/saved', { body: { q: `arama ${index}` } }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(50);
  expect(answers.find(({ status }) => status === 422)?.body).toMatchObject({
    code: 'too_many_saved_searches',
  });
});

test('the twenty newest searches are stored, each once; one or all can be deleted, and storing can be switched off', async () => {
  const [ayse] = await t.members(1);
  const recent = async () => RecentSearches.parse(await t.as(ayse!).get('/search/recent'));
  for (let count = 0; count < 25; count++) await t.as(ayse!).put('/search/recent', { q: `arama ${count}` });
  await t.as(ayse!).put('/search/recent', { q: 'arama 20' });
  const { items } = await recent();
  expect(items).toHaveLength(20);
  expect(items.slice(0, 2)).toEqual(['arama 20', 'arama 24']);
  await t.as(ayse!).put('/search/recent', { q: 'arama\u200b 24' });
  expect((await recent()).items.slice(0, 3)).toEqual(['arama\u200b 24', 'arama 20', 'arama 23']);
  await t.as(ayse!).put('/search/recent', { q: 'arama 24' });
  await t.as(ayse!).delete(`/search/recent?q=${encodeURIComponent('arama 24')}`);
  expect((await recent()).items).not.toContain('arama 24');
  await t.as(ayse!).patch('/search/recent', { isEnabled: false });
  await t.as(ayse!).put('/search/recent', { q: 'gizli' });
  expect(await recent()).toEqual({ isEnabled: false, items: [] });
  await t.as(ayse!).patch('/search/recent', { isEnabled: true });
  expect(await recent()).toEqual({ isEnabled: true, items: [] });
});
