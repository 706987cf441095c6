import { publishedCount, SMALLEST_COUNT } from '@chitlaq/protocol/moderation-log';
import { publishedSplit } from '../published-split.ts';
import { CAMPUS } from '../scope.ts';

/** The counts of the campus or a university. */
export interface MemberCounts {
  scope: string;
  members: number;
  registered: number;
  active: number;
}

/** The stored counts of a scope; null means suppressed. */
export interface PublishedMembers {
  scope: string;
  members: number | null;
  registered: number | null;
  active: number | null;
}

/** The counts of the campus and its universities without what is about fewer than five people, or gives such a number away. */
export function publishedMembers(counts: readonly MemberCounts[]): PublishedMembers[] {
  const total = counts.find(({ scope }) => scope === CAMPUS) ?? {
    scope: CAMPUS,
    members: 0,
    registered: 0,
    active: 0,
  };
  const parts = counts.filter(({ scope }) => scope !== CAMPUS);
  const split = (of: 'members' | 'registered' | 'active') =>
    publishedSplit(
      total[of],
      parts.map((part) => part[of]),
    );
  const [members, registered, active] = [split('members'), split('registered'), split('active')];
  return [total, ...parts].map(({ scope }, index) => ({
    scope,
    members: members[index] ?? null,
    registered: registered[index] ?? null,
    active: active[index] ?? null,
  }));
}

export interface CohortCounts {
  /** The first day of the month in which its members joined. */
  cohort: string;
  members: number;
  active: number;
}

/** The stored counts of a cohort in a month; null means suppressed. */
export interface PublishedCohort {
  cohort: string;
  members: number | null;
  active: number | null;
}

/**
 * The cohorts of a month without those in which fewer than five people were active, or fewer than five were not. Hides a second cohort,
 * and more, until what is hidden is about enough people even as the campus minus the others.
 */
export function publishedCohorts(counts: readonly CohortCounts[]): PublishedCohort[] {
  const splits = [
    (cohort: CohortCounts) => cohort.active,
    (cohort: CohortCounts) => cohort.members - cohort.active,
  ];
  const isTooFew = (people: number) => publishedCount(people) === null;
  const hidden = new Set(counts.filter((cohort) => splits.some((of) => isTooFew(of(cohort)))));
  const bySize = counts.filter((cohort) => cohort.members > 0).sort((a, b) => a.members - b.members);
  const isDerivable = () =>
    hidden.size === 1 ||
    splits.some((of) => isTooFew([...hidden].reduce((sum, cohort) => sum + of(cohort), 0)));
  while (isDerivable()) {
    const next = bySize.find((cohort) => !hidden.has(cohort));
    if (next === undefined) break;
    hidden.add(next);
  }
  return counts.map((counted) => {
    const { cohort, members, active } = counted;
    return hidden.has(counted) ? { cohort, members: null, active: null } : { cohort, members, active };
  });
}

/**
 * Messages that were sent between two counts. Null if there was no count before, or if so few were active that it would be about them.
 * Conversations that were deleted in between are missing in the later count, so it is never below zero.
 */
export function messagesBetween(
  before: number | null | undefined,
  after: number | null,
  active: number | null,
): number | null {
  if (typeof before !== 'number' || after === null || active === null) return null;
  const sent = Math.max(0, after - before);
  return sent > 0 && active < SMALLEST_COUNT ? null : sent;
}
