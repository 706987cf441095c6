import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idAt } from '../../../platform/id.ts';
import { type FolloweeRepost, isFolded } from './folding.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const at = (hours: number) => idAt(Date.UTC(2026, 9, 1) + hours * HOUR_MS);
const repost = (hours: number, postId: string): FolloweeRepost => ({
  id: at(hours),
  postId,
  userId: idAt(0),
});

test('a post is never folded, and neither is a single repost', () => {
  const postId = at(0);
  expect(isFolded({ id: postId, postId, isOwnEntry: true }, [repost(1, postId)], DAY_MS)).toBe(false);
  const lone = repost(1, postId);
  expect(isFolded({ id: lone.id, postId, isOwnEntry: false }, [lone], DAY_MS)).toBe(false);
});

test('a repost is folded into its post for a day, if that post is in home itself', () => {
  const postId = at(0);
  const folds = (hours: number, isOwnEntry: boolean) =>
    isFolded({ id: at(hours), postId, isOwnEntry }, [], DAY_MS);
  expect([folds(1, true), folds(23, true), folds(25, true)]).toEqual([true, true, false]);
  expect(folds(1, false)).toBe(false);
});

test('of several reposts within a day only the first is shown; after a day without one the next is shown again', () => {
  const postId = at(0);
  const reposts = [100, 110, 130, 160].map((hours) => repost(hours, postId));
  const stands = reposts.filter(({ id }) => !isFolded({ id, postId, isOwnEntry: true }, reposts, DAY_MS));
  expect(stands).toEqual([reposts[0], reposts[3]]);
});

test('later entries never fold an entry that was shown', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 12 }),
      fc.array(fc.integer({ min: 201, max: 400 })),
      fc.boolean(),
      (hours, later, isOwnEntry) => {
        const postId = at(0);
        const first = hours.map((hour) => repost(hour, postId));
        const all = [...first, ...later.map((hour) => repost(hour, postId))];
        for (const { id } of first) {
          const entry = { id, postId, isOwnEntry };
          expect(isFolded(entry, all, DAY_MS)).toBe(isFolded(entry, first, DAY_MS));
        }
      },
    ),
  );
});
