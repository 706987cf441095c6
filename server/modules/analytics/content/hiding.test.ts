import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Counted, SMALL_GROUP, withoutSmallGroups } from './hiding.ts';

const people = fc.oneof(fc.nat(8), fc.nat(1_000));
const part = fc.record({ writers: people, likers: people });
const campus = fc.array(part, { maxLength: 8 }).map((given): [Counted, Counted[]] => {
  const parts = given.map(({ writers, likers }, index) => ({
    scope: `university ${index}`,
    writers,
    posts: 2 * writers,
    replies: writers,
    media: 0,
    likers,
    likes: 3 * likers,
  }));
  const sum = (pick: (one: Counted) => number) => parts.reduce((total, one) => total + pick(one), 0);
  const whole = {
    scope: 'campus',
    writers: sum(({ writers }) => writers),
    posts: sum(({ posts }) => posts),
    replies: sum(({ replies }) => replies),
    media: 0,
    likers: sum(({ likers }) => likers),
    likes: sum(({ likes }) => likes),
  };
  return [whole, parts];
});

test('no figure is about fewer than five people, and none can be worked out', () => {
  fc.assert(
    fc.property(campus, ([whole, parts]) => {
      const [shownWhole, ...shownParts] = withoutSmallGroups(whole, parts);
      for (const of of ['writers', 'likers'] as const) {
        const figure = of === 'writers' ? 'writers' : 'likes';
        const hidden = parts.filter((_, index) => shownParts[index]?.[figure] === null);
        const isShown = (one: Counted) => !hidden.includes(one);
        for (const one of parts.filter(isShown)) expect(one[of] === 0 || one[of] >= SMALL_GROUP).toBe(true);
        if (shownWhole?.[figure] === null) continue;
        expect(whole[of] === 0 || whole[of] >= SMALL_GROUP).toBe(true);
        // The whole less what is shown is what is hidden together.
        const left = hidden.reduce((sum, one) => sum + one[of], 0);
        expect(left === 0 || (left >= SMALL_GROUP && hidden.filter((one) => one[of] > 0).length > 1)).toBe(
          true,
        );
      }
    }),
    { numRuns: 500 },
  );
});

test('what is about enough people stays as it was counted', () => {
  fc.assert(
    fc.property(campus, ([whole, parts]) => {
      fc.pre(
        [...parts, whole].every((one) => [one.writers, one.likers].every((n) => n === 0 || n >= SMALL_GROUP)),
      );
      expect(withoutSmallGroups(whole, parts)).toEqual(
        [whole, ...parts].map(({ likers: _, ...counts }) => counts),
      );
    }),
  );
});
