import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ReplySignals, rankReplies, scoreReply } from './ranking.ts';

const plain: ReplySignals = {
  id: '0',
  likes: 0,
  answerers: 0,
  isByAuthor: false,
  isOwn: false,
  isByFollowee: false,
  isByMuted: false,
  isDeleted: false,
  ageHours: 0,
};
const reply = fc.record({
  id: fc.uuid({ version: 7 }),
  likes: fc.nat(100_000),
  answerers: fc.nat(20),
  isByAuthor: fc.boolean(),
  isOwn: fc.boolean(),
  isByFollowee: fc.boolean(),
  isByMuted: fc.boolean(),
  isDeleted: fc.boolean(),
  ageHours: fc.double({ min: -1, max: 10_000, noNaN: true }),
});
const replies = fc.uniqueArray(reply, { maxLength: 60, selector: ({ id }) => id });

test('every reply is ranked once, and the input order does not matter', () => {
  fc.assert(
    fc.property(replies, (given) => {
      const order = rankReplies(given);
      expect([...order].sort()).toEqual(given.map(({ id }) => id).sort());
      expect(rankReplies([...given].reverse())).toEqual(order);
    }),
  );
});

test('more likes, more answers or less age never lower a reply', () => {
  fc.assert(
    fc.property(
      reply,
      fc.nat(1_000),
      fc.nat(20),
      fc.double({ min: 0, max: 100, noNaN: true }),
      (one, a, b, c) => {
        expect(scoreReply({ ...one, likes: one.likes + a })).toBeGreaterThanOrEqual(scoreReply(one));
        expect(scoreReply({ ...one, answerers: one.answerers + b })).toBeGreaterThanOrEqual(scoreReply(one));
        expect(scoreReply({ ...one, ageHours: one.ageHours - c })).toBeGreaterThanOrEqual(scoreReply(one));
      },
    ),
  );
});

test('the author’s own replies come first, then the rest, then muted authors, then tombstones', () => {
  fc.assert(
    fc.property(replies, (given) => {
      const byId = new Map(given.map((one) => [one.id, one]));
      const groups = rankReplies(given).map((id) => {
        const { isDeleted, isByAuthor, isByMuted } = byId.get(id) ?? plain;
        return isDeleted ? 3 : isByAuthor ? 0 : isByMuted ? 2 : 1;
      });
      expect(groups).toEqual([...groups].sort());
    }),
  );
});

test.for([
  ['a new reply that nobody liked', {}, 300],
  ['the viewer’s own, just written', { isOwn: true }, 1_800],
  ['one from half a day ago', { ageHours: 12 }, 150],
  ['an old one that a hundred liked', { likes: 100, ageHours: 1e4 }, 1_000],
  ['an old one by a followee', { isByFollowee: true, ageHours: 1e4 }, 400],
  ['an old one that one person answered', { answerers: 1, ageHours: 1e4 }, 238],
  ['an old one that two liked', { likes: 2, ageHours: 1e4 }, 238],
] as const)('%s', ([, given, expected]) => {
  expect(scoreReply({ ...plain, ...given })).toBe(expected);
});
