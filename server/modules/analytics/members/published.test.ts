import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CAMPUS } from '../scope.ts';
import { messagesBetween, publishedCohorts, publishedMembers } from './published.ts';

const people = fc.oneof(fc.nat(8), fc.nat(1_000));
const isEnough = (count: number) => count === 0 || count >= 5;

/** What the null values of a split can be, as far as its sum tells: nobody, or five and more people in two or more parts. */
function expectNotDerivable(hidden: readonly number[]) {
  const some = hidden.filter((count) => count > 0);
  const sum = some.reduce((total, count) => total + count, 0);
  expect(sum === 0 || (sum >= 5 && some.length > 1)).toBe(true);
}

test('no figure about members is about fewer than five people, and none can be derived', () => {
  const scope = fc.record({ members: people, registered: people, active: people });
  fc.assert(
    fc.property(fc.array(scope, { maxLength: 8 }), (given) => {
      const parts = given.map((counts, index) => ({ scope: `university ${index}`, ...counts }));
      const sum = (of: 'members' | 'registered' | 'active') =>
        parts.reduce((total, part) => total + part[of], 0);
      const total = {
        scope: CAMPUS,
        members: sum('members'),
        registered: sum('registered'),
        active: sum('active'),
      };
      const [campus, ...shown] = publishedMembers([...parts, total]);
      for (const of of ['members', 'registered', 'active'] as const) {
        for (const [index, part] of parts.entries()) {
          const figure = shown[index]?.[of] ?? null;
          if (figure !== null) expect([figure, isEnough(figure)]).toEqual([part[of], true]);
        }
        const figure = campus?.[of] ?? null;
        if (figure === null) continue;
        expect([figure, isEnough(figure)]).toEqual([total[of], true]);
        expectNotDerivable(parts.filter((_, index) => shown[index]?.[of] === null).map((part) => part[of]));
      }
    }),
    { numRuns: 500 },
  );
});

test('of a cohort neither the active nor the absent are fewer than five, and none can be derived from those of the campus', () => {
  const cohort = fc.tuple(people, people).map(([active, absent]) => ({ members: active + absent, active }));
  fc.assert(
    fc.property(fc.array(cohort, { maxLength: 8 }), (given) => {
      const counts = given.map((counted, index) => ({ cohort: `2030-0${index + 1}-01`, ...counted }));
      const shown = publishedCohorts(counts);
      for (const [index, figures] of shown.entries()) {
        if (figures.members === null) {
          expect(figures.active).toBeNull();
          continue;
        }
        expect(figures).toEqual(counts[index]);
        const { members, active } = figures;
        expect(isEnough(active ?? Number.NaN) && isEnough(members - (active ?? 0))).toBe(true);
      }
      const hidden = counts.filter((_, index) => shown[index]?.members === null);
      // The campus shows the same numbers then, or none.
      if (counts.every((cohort) => cohort.members === 0 || hidden.includes(cohort))) return;
      const sum = (of: (cohort: (typeof counts)[number]) => number) =>
        hidden.reduce((total, cohort) => total + of(cohort), 0);
      expect(hidden.length).not.toBe(1);
      expect(isEnough(sum(({ active }) => active))).toBe(true);
      expect(isEnough(sum(({ members, active }) => members - active))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('messages need a count before, and people enough', () => {
  expect(messagesBetween(100, 180, 12)).toBe(80);
  expect(messagesBetween(180, 100, 12)).toBe(0);
  expect(messagesBetween(undefined, 100, 12)).toBeNull();
  expect(messagesBetween(100, 180, null)).toBeNull();
  expect(messagesBetween(100, 180, 0)).toBeNull();
  expect(messagesBetween(100, 100, 0)).toBe(0);
});
