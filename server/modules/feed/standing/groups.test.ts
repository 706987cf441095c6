import fc from 'fast-check';
import { expect, test } from 'vitest';
import { discountGroups, indexTies, type Tie, type Voter } from './groups.ts';

const CAMPUS = 1_000;
const people = (count: number, voter: Partial<Voter> = {}): Voter[] =>
  Array.from({ length: count }, (_, index) => ({ id: `member ${index}`, weight: 1, followers: 0, ...voter }));
const sum = (voters: readonly Voter[], ties: readonly Tie[], campus = CAMPUS) =>
  discountGroups(voters, indexTies(ties, campus)).reduce((total, weight) => total + weight, 0);

const everybody = (voters: readonly Voter[]): Tie[] =>
  voters.flatMap(({ id: giver }) =>
    voters.flatMap(({ id: receiver }) => (giver === receiver ? [] : [{ giver, receiver, follow: 1 }])),
  );
const ring = (voters: readonly Voter[]): Tie[] =>
  voters.map(({ id: giver }, index) => ({
    giver,
    receiver: voters[(index + 1) % voters.length]?.id ?? '',
    follow: 0,
  }));
const chain = (voters: readonly Voter[]): Tie[] => ring(voters).slice(0, -1);

test('people without ties among themselves count in full', () => {
  expect(sum(people(12), [])).toBe(12);
});

test.for([
  ['everybody endorses everybody', everybody],
  ['in a ring', ring],
  ['in a chain', chain],
] as const)('a closed group of any size counts less than two of its members: %s', ([, shape]) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 60 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (count, weight) => {
        const group = people(count, { weight, followers: shape === everybody ? count - 1 : 0 });
        expect(sum(group, shape(group), 1e9)).toBeLessThan(1.65 * weight);
      },
    ),
  );
});

test('one more member of a closed group never lowers the total, and never adds more than a quarter of a vote', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), (count) => {
      const group = people(count + 1);
      const more =
        sum(group, everybody(group), 1e9) - sum(group.slice(0, -1), everybody(group.slice(0, -1)), 1e9);
      expect(more).toBeGreaterThan(0);
      expect(more).toBeLessThanOrEqual(0.25 + 1e-6);
    }),
  );
});

test('friends with many other followers count nearly in full', () => {
  const friends = people(12, { followers: 11 + 40 });
  expect(sum(friends, everybody(friends))).toBeGreaterThan(9);
});

test('one well-known member among people who only endorse each other raises none of these', () => {
  const group = [{ id: 'bought', weight: 1, followers: 400 }, ...people(11, { weight: 0.2, followers: 1 })];
  expect(sum(group, everybody(group))).toBeLessThan(1.2);
});

test('a group that is the whole campus has no outside, and counts in full', () => {
  const campus = people(8, { followers: 7 });
  expect(sum(campus, everybody(campus), 8)).toBe(8);
});

/** Each giver endorses each receiver. */
const endorse = (givers: readonly Voter[], receivers: readonly Voter[], follow: number): Tie[] =>
  givers.flatMap(({ id: giver }) => receivers.map(({ id: receiver }) => ({ giver, receiver, follow })));
const named = (name: string, voters: readonly Voter[]): Voter[] =>
  voters.map((voter, index) => ({ ...voter, id: `${name} ${index}` }));

test('one-sided endorsements never make their receiver count less', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.double({ min: 0.02, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: 5 }),
      fc.constantFrom(everybody, ring, chain, () => []),
      fc.constantFrom(everybody, ring, () => []),
      (count, weight, age, followers, amongSpoilers, amongFriends) => {
        const wave = named(
          'wave',
          people(12, { weight: 0.5, followers: followers + (amongFriends === everybody ? 11 : 0) }),
        );
        const spoilers = named('spoiler', people(count, { weight }));
        const followed = wave.map((voter) => ({ ...voter, followers: voter.followers + count * age }));
        const own = amongFriends(wave);
        const alone = discountGroups(wave, indexTies(own, CAMPUS));
        const ties = [...own, ...amongSpoilers(spoilers), ...endorse(spoilers, wave, age)];
        const withSpoilers = discountGroups([...followed, ...spoilers], indexTies(ties, CAMPUS)).slice(
          0,
          wave.length,
        );
        for (const [index, before] of alone.entries())
          expect(withSpoilers[index]).toBeGreaterThanOrEqual(before - 1e-9);
      },
    ),
  );
});

test('weak voters whom one of a group of friends endorses back take little from the others', () => {
  const friends = named('friend', people(12, { weight: 0.9, followers: 11 + 12 }));
  const spoilers = named('spoiler', people(12, { weight: 0.02 }));
  const own = everybody(friends);
  const drawn = [...own, ...endorse(spoilers, friends, 0.04), ...endorse(friends.slice(0, 1), spoilers, 0)];
  const before = sum(friends, own);
  const after = discountGroups([...friends, ...spoilers], indexTies(drawn, CAMPUS)).slice(0, 12);
  expect(after.reduce((total, weight) => total + weight, 0)).toBeGreaterThan(0.9 * before);
});

test('two groups that one member connects are one group', () => {
  const both = people(12);
  const bridged = [
    ...ring(both.slice(0, 6)),
    ...ring(both.slice(6)),
    { giver: 'member 0', receiver: 'member 6', follow: 0 },
  ];
  expect(sum(both, bridged, 1e9)).toBeLessThan(1.65);
});

test('nobody counts more than before, whatever the ties', () => {
  const tie = fc.record({
    giver: fc.integer({ min: 0, max: 9 }).map((index) => `member ${index}`),
    receiver: fc.integer({ min: 0, max: 9 }).map((index) => `member ${index}`),
    follow: fc.constantFrom(0, 1),
  });
  const voter = fc.record({
    weight: fc.double({ min: 0, max: 1, noNaN: true }),
    followers: fc.double({ min: 0, max: 50, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.array(voter, { maxLength: 10 }),
      fc.array(tie),
      fc.double({ min: 0, max: 20, noNaN: true }),
      (drawn, ties, campus) => {
        const voters = drawn.map((each, index) => ({ id: `member ${index}`, ...each }));
        for (const [index, weight] of discountGroups(voters, indexTies(ties, campus)).entries()) {
          expect(weight).toBeGreaterThanOrEqual(0);
          expect(weight).toBeLessThanOrEqual(voters[index]?.weight ?? 0);
        }
      },
    ),
  );
});
