import { expect, test } from 'vitest';
import { linkedPostId } from './post-link.ts';

const ORIGIN = 'https://kampus.example';
const ID = '01890000-0000-7000-8000-000000000000';
const link = (url: string) => ({ type: 'link', url });

test('the first link to a post of this site counts', () => {
  const entities = [{ type: 'hashtag' }, link('https://example.com/'), link(`${ORIGIN}/post/${ID}?x=1#y`)];
  expect(linkedPostId(entities, ORIGIN)).toBe(ID);
});

test.each([
  `https://other.example/post/${ID}`,
  `http://kampus.example/post/${ID}`,
  `${ORIGIN}/post/${ID}/likes`,
  `${ORIGIN}/post/ID`,
  `${ORIGIN}/u/post`,
  'not a url',
])('%s is no post of this site', (url) => {
  expect(linkedPostId([link(url)], ORIGIN)).toBeUndefined();
});
