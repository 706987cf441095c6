import { expect, test } from 'vitest';
import { demoMembers } from '../../database/seed/demo/members.ts';
import { demoPosts } from '../../database/seed/demo/posts.ts';
import { blindQueries, judgedQueries } from './queries.ts';

const all = [...judgedQueries, ...blindQueries.inSight, ...blindQueries.heldOut];

const privateMembers = new Set(
  demoMembers.filter(({ isPrivate }) => isPrivate === true).map(({ username }) => username),
);
const publicKeys = new Set(
  demoPosts
    .filter(({ visibility, author }) => visibility === undefined && !privateMembers.has(author))
    .map(({ key }) => key),
);

test('every judged post is on the demo campus and public', () => {
  const strangers = all.flatMap(({ q, grades }) =>
    Object.keys(grades)
      .filter((key) => !publicKeys.has(key))
      .map((key) => `${q}: ${key}`),
  );
  expect(strangers).toEqual([]);
});

test('no query is judged twice', () => {
  const queries = all.map(({ q }) => q);
  expect(queries.filter((q, index) => queries.indexOf(q) !== index)).toEqual([]);
});

test('there are at least 300 queries, and at least 20 of every category', () => {
  expect(judgedQueries.length).toBeGreaterThanOrEqual(300);
  const perCategory = new Map<string, number>();
  for (const { category } of judgedQueries) perCategory.set(category, (perCategory.get(category) ?? 0) + 1);
  expect(perCategory.size).toBe(12);
  expect([...perCategory].filter(([, queries]) => queries < 20)).toEqual([]);
});

test('every query has a post that is about it', () => {
  const unanswered = all.filter(({ grades }) => !Object.values(grades).some((grade) => grade >= 2));
  expect(unanswered.map(({ q }) => q)).toEqual([]);
});
