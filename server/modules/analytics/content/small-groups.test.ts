import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ContentCounts, MIN_GROUP_SIZE, withoutSmallGroups } from './small-groups.ts';

const people = fc.oneof(fc.nat(8), fc.nat(1_000));
const part = fc.record({ authors: people, likers: people });
const campus = fc.array(part, { maxLength: 8 }).map((given): [ContentCounts, ContentCounts[]] => {
  const parts = given.map(({ authors, likers }, index) => ({
    scope: `university ${index}`,
    authors,
    posts: 2 * authors,
    replies: authors,
    media: 0,
    likers,
    likes: 3 * likers,
  }));
  const sum = (pick: (counts: ContentCounts) => number) =>
    parts.reduce((total, counts) => total + pick(counts), 0);
  const campusCounts = {
    scope: 'campus',
    authors: sum(({ authors }) => authors),
    posts: sum(({ posts }) => posts),
    replies: sum(({ replies }) => replies),
    media: 0,
    likers: sum(({ likers }) => likers),
    likes: sum(({ likes }) => likes),
  };
  return [campusCounts, parts];
});

test('no figure is about fewer than five people, and none can be derived', () => {
  fc.assert(
    fc.property(campus, ([campusCounts, parts]) => {
      const [shownCampus, ...shownParts] = withoutSmallGroups(campusCounts, parts);
      for (const of of ['authors', 'likers'] as const) {
        const figure = of === 'authors' ? 'authors' : 'likes';
        const hidden = parts.filter((_, index) => shownParts[index]?.[figure] === null);
        const isShown = (counts: ContentCounts) => !hidden.includes(counts);
        for (const counts of parts.filter(isShown))
          expect(counts[of] === 0 || counts[of] >= MIN_GROUP_SIZE).toBe(true);
        if (shownCampus?.[figure] === null) continue;
        expect(campusCounts[of] === 0 || campusCounts[of] >= MIN_GROUP_SIZE).toBe(true);
        // The total minus the published scopes is the sum of the suppressed ones.
        const left = hidden.reduce((sum, counts) => sum + counts[of], 0);
        expect(
          left === 0 || (left >= MIN_GROUP_SIZE && hidden.filter((counts) => counts[of] > 0).length > 1),
        ).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test('figures about enough people stay as they were counted', () => {
  fc.assert(
    fc.property(campus, ([campusCounts, parts]) => {
      fc.pre(
        [...parts, campusCounts].every((counts) =>
          [counts.authors, counts.likers].every((n) => n === 0 || n >= MIN_GROUP_SIZE),
        ),
      );
      expect(withoutSmallGroups(campusCounts, parts)).toEqual(
        [campusCounts, ...parts].map(({ likers: _, ...counts }) => counts),
      );
    }),
  );
});
