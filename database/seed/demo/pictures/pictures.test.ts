import { postLength } from '@chitlaq/text';
import { expect, test } from 'vitest';
import { demoMembers, demoPosts } from '../index.ts';
import { avatars, headers, postPictures } from './index.ts';

const pictures = Object.values(postPictures).flat();
const drawings = [...Object.values(avatars), ...Object.values(headers), ...pictures.map(({ draw }) => draw)];

test('a drawing is the same each time, and needs no font, no other file and no network', () => {
  for (const draw of drawings) {
    const { svg } = draw();
    expect(draw().svg).toBe(svg);
    expect(svg).not.toMatch(/NaN|undefined|Infinity|<text|<image|<use|href|font|@import/);
    expect(svg.match(/url\([^)]*\)/g)?.filter((reference) => !reference.startsWith('url(#')) ?? []).toEqual(
      [],
    );
  }
  expect(new Set(drawings.map((draw) => draw().svg)).size).toBe(drawings.length);
});

test('avatars are squares of the size that is served, headers four times as wide as high', () => {
  for (const draw of Object.values(avatars)) expect(draw()).toMatchObject({ width: 400, height: 400 });
  for (const draw of Object.values(headers)) {
    const { width, height } = draw();
    expect(width / height).toBe(4);
  }
});

test('posts have one to four pictures, upright ones and wide ones', () => {
  expect(pictures.length).toBeGreaterThanOrEqual(25);
  const counts = Object.values(postPictures).map(({ length }) => length);
  expect(new Set(counts)).toEqual(new Set([1, 2, 3, 4]));
  const ratios = pictures.map(({ draw }) => {
    const { width, height } = draw();
    return width / height;
  });
  expect(ratios.filter((ratio) => ratio < 0.9).length).toBeGreaterThan(6);
  expect(ratios.filter((ratio) => ratio > 1.2).length).toBeGreaterThan(10);
});

test('every picture of a post has a description of its own, short enough to be heard', () => {
  const alts = pictures.map(({ alt }) => alt);
  expect(alts.filter((alt) => postLength(alt) < 25 || postLength(alt) > 220)).toEqual([]);
  expect(new Set(alts).size).toBe(alts.length);
});

test('pictures belong to posts and members that exist; a warned post has none', () => {
  const byKey = new Map(demoPosts.map((post) => [post.key, post]));
  for (const key of Object.keys(postPictures)) {
    expect(byKey.has(key), key).toBe(true);
    expect(byKey.get(key)?.contentWarning, key).toBeUndefined();
  }
  const usernames = demoMembers.map(({ username }) => username);
  expect(usernames).toEqual(expect.arrayContaining([...Object.keys(avatars), ...Object.keys(headers)]));
});
