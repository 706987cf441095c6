import type { SeedFollow } from './campus.ts';
import { cohortOf, type Person, type Population, pairKey } from './population.ts';
import { idFrom, type Random } from './random.ts';

const DAY_MS = 86_400_000;
/** Follows are drawn in rounds, because members follow according to others' follows of earlier rounds. */
const ROUNDS = 5;
/** Number of latest followers who may be followed back. */
const LATEST_FOLLOWERS = 16;
/** Maximum follows of a member, as a multiple of the average. */
const MAX_QUOTA_FACTOR = 6;

/** The follow graph by member number, earliest follow first: 4 bytes each. */
export class Follows {
  private readonly starts: Uint32Array;
  private readonly targets: Uint32Array;
  private readonly lengths: Uint32Array;
  private readonly followers: Uint32Array;
  private readonly latest: Uint32Array;
  private readonly maxFollowers: number;

  /**
   * @param quotas  how many each may follow
   */
  constructor(quotas: Uint32Array, maxFollowers: number) {
    this.maxFollowers = maxFollowers;
    this.starts = new Uint32Array(quotas.length + 1);
    for (const [index, quota] of quotas.entries()) this.starts[index + 1] = (this.starts[index] ?? 0) + quota;
    this.targets = new Uint32Array(this.starts[quotas.length] ?? 0);
    this.lengths = new Uint32Array(quotas.length);
    this.followers = new Uint32Array(quotas.length);
    this.latest = new Uint32Array(quotas.length * LATEST_FOLLOWERS);
  }

  of(follower: number): Uint32Array {
    const start = this.starts[follower] ?? 0;
    return this.targets.subarray(start, start + (this.lengths[follower] ?? 0));
  }

  has(follower: number, followee: number): boolean {
    return this.of(follower).includes(followee);
  }

  /** One of a member's latest followers, if there is any. */
  latestFollower(random: Random, member: number): number | undefined {
    const known = Math.min(LATEST_FOLLOWERS, this.followers[member] ?? 0);
    return known === 0 ? undefined : this.latest[member * LATEST_FOLLOWERS + random.below(known)];
  }

  /** Adds a follow; false if it is oneself, a duplicate, beyond the quota, or of a member with the maximum of followers. */
  add(follower: number, followee: number): boolean {
    const length = this.lengths[follower] ?? 0;
    const start = this.starts[follower] ?? 0;
    const followers = this.followers[followee] ?? 0;
    if (follower === followee || followers >= this.maxFollowers || this.has(follower, followee)) return false;
    if (start + length >= (this.starts[follower + 1] ?? 0)) return false;
    this.targets[start + length] = followee;
    this.lengths[follower] = length + 1;
    this.latest[followee * LATEST_FOLLOWERS + (followers % LATEST_FOLLOWERS)] = follower;
    this.followers[followee] = followers + 1;
    return true;
  }
}

/**
 * Generates the follow graph. Of 100 follows about 15 are follow-backs, 15 friends of friends, 12 the same friend group, 12 the
 * same cohort, 9 the same department, 19 shared communities, 14 well-known members and 4 anybody. Within each group well-known
 * members are picked more often, which gives the long tail of real follower counts.
 */
export function makeFollows(
  random: Random,
  population: Population,
  options: { follows: number; maxFollowers: number },
): Follows {
  const { people } = population;
  const quotas = quotasOf(random, people.length, options.follows);
  const follows = new Follows(quotas, options.maxFollowers);
  for (let round = 1; round <= ROUNDS; round++) {
    for (const [follower, person] of people.entries()) {
      const quota = quotas[follower] ?? 0;
      const wanted = Math.round((quota * round) / ROUNDS);
      for (let tries = wanted * 4; follows.of(follower).length < wanted && tries > 0; tries--) {
        const followee = drawFollowee(random, population, follows, follower, person);
        if (followee !== undefined) follows.add(follower, followee);
      }
      if (round < ROUNDS) continue;
      for (let tries = quota * 20; follows.of(follower).length < quota && tries > 0; tries--)
        follows.add(follower, random.below(people.length));
    }
  }
  return follows;
}

/** How many each follows: most near the average, a few several times as many. */
function quotasOf(random: Random, count: number, follows: number): Uint32Array {
  const weights = Array.from({ length: count }, () => Math.exp(0.8 * random.gauss()));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const max = Math.min(count - 1, Math.ceil((follows / count) * MAX_QUOTA_FACTOR));
  const quotas = new Uint32Array(count);
  let due = 0;
  let made = 0;
  for (const [index, weight] of weights.entries()) {
    due += (weight / total) * follows;
    const quota = Math.max(0, Math.min(max, Math.round(due) - made));
    quotas[index] = quota;
    made += quota;
  }
  return quotas;
}

function drawFollowee(
  random: Random,
  population: Population,
  follows: Follows,
  follower: number,
  person: Person,
): number | undefined {
  const { university, department, interests } = person;
  const pickFrom = (group: readonly number[], steepness: number): number | undefined =>
    group[random.skewed(group.length, steepness)];
  const draw = random.next();
  if (draw < 0.15) return follows.latestFollower(random, follower);
  if (draw < 0.3) return friendOfFriend(random, follows, follower);
  if (draw < 0.42) return pickFrom(population.friendGroups.of(person.friendGroup), 1);
  if (draw < 0.54) return pickFrom(population.cohorts.of(cohortOf(person)), 1.8);
  if (draw < 0.63) return pickFrom(population.departments.of(pairKey(university, department)), 2.2);
  if (draw < 0.82) {
    const interest = interests[random.skewed(interests.length, 1.5)] ?? 0;
    // Three in four are at the same university.
    const where = random.next() < 0.75 ? university : random.below(population.universityCount);
    return pickFrom(population.communities.of(pairKey(interest, where)), 2.5);
  }
  if (draw < 0.96) {
    const group = random.next() < 0.7 ? population.universities.of(university) : population.byFame;
    return group[random.zipf(group.length)];
  }
  return random.below(population.people.length);
}

function friendOfFriend(random: Random, follows: Follows, follower: number): number | undefined {
  const known = follows.of(follower);
  if (known.length === 0) return undefined;
  const followeesOfFollowee = follows.of(known[random.below(known.length)] ?? 0);
  return followeesOfFollowee.length === 0
    ? undefined
    : followeesOfFollowee[random.below(followeesOfFollowee.length)];
}

/** Rows with the time of each follow; those of one member are in order of time. */
export function* followRows(
  random: Random,
  { members }: Population,
  follows: Follows,
  now: number,
): Generator<SeedFollow> {
  for (const [follower, { id: followerId }] of members.entries()) {
    const targets = follows.of(follower);
    for (const [index, followee] of targets.entries()) {
      const age = 300 * DAY_MS * (1 - (index + random.next()) / targets.length);
      yield { followerId, followeeId: members[followee]?.id ?? '', id: idFrom(random, now - age) };
    }
  }
}
