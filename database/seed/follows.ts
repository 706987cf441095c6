import type { SeedFollow } from './campus.ts';
import { idFrom, type Random } from './random.ts';
import { cohortOf, type Person, paired, type Society } from './society.ts';

const DAY_MS = 86_400_000;
/** People do not follow all at once: others' follows of the round before are what they go by. */
const ROUNDS = 5;
/** So many of the latest followers may be followed back. */
const REMEMBERED = 16;
/** Nobody follows more than so many times what is usual. */
const MOST = 6;

/** Who follows whom, by number, the earliest follow first: 4 bytes each. */
export class Follows {
  private readonly starts: Uint32Array;
  private readonly targets: Uint32Array;
  private readonly lengths: Uint32Array;
  private readonly followers: Uint32Array;
  private readonly latest: Uint32Array;
  private readonly mostFollowers: number;

  /** @param quotas  how many each may follow */
  constructor(quotas: Uint32Array, mostFollowers: number) {
    this.mostFollowers = mostFollowers;
    this.starts = new Uint32Array(quotas.length + 1);
    for (const [index, quota] of quotas.entries()) this.starts[index + 1] = (this.starts[index] ?? 0) + quota;
    this.targets = new Uint32Array(this.starts[quotas.length] ?? 0);
    this.lengths = new Uint32Array(quotas.length);
    this.followers = new Uint32Array(quotas.length);
    this.latest = new Uint32Array(quotas.length * REMEMBERED);
  }

  of(follower: number): Uint32Array {
    const start = this.starts[follower] ?? 0;
    return this.targets.subarray(start, start + (this.lengths[follower] ?? 0));
  }

  has(follower: number, followee: number): boolean {
    return this.of(follower).includes(followee);
  }

  /** One of the last who followed somebody, if anybody has. */
  latestFollower(random: Random, member: number): number | undefined {
    const known = Math.min(REMEMBERED, this.followers[member] ?? 0);
    return known === 0 ? undefined : this.latest[member * REMEMBERED + random.below(known)];
  }

  /** False where it may not be: oneself, twice, beyond the quota, or of somebody who has followers enough. */
  add(follower: number, followee: number): boolean {
    const length = this.lengths[follower] ?? 0;
    const start = this.starts[follower] ?? 0;
    const followers = this.followers[followee] ?? 0;
    if (follower === followee || followers >= this.mostFollowers || this.has(follower, followee))
      return false;
    if (start + length >= (this.starts[follower + 1] ?? 0)) return false;
    this.targets[start + length] = followee;
    this.lengths[follower] = length + 1;
    this.latest[followee * REMEMBERED + (followers % REMEMBERED)] = follower;
    this.followers[followee] = followers + 1;
    return true;
  }
}

/**
 * Draws who follows whom. Of a hundred follows some fifteen go back to a follower, as many to whom a followee follows, a
 * dozen each to one's year, circle and well-known people, the others to department, communities and anybody. Well-known people are
 * followed more in each group, so that few have very many followers and most have few.
 */
export function makeFollows(
  random: Random,
  society: Society,
  options: { follows: number; mostFollowers: number },
): Follows {
  const { people } = society;
  const quotas = quotasOf(random, people.length, options.follows);
  const follows = new Follows(quotas, options.mostFollowers);
  for (let round = 1; round <= ROUNDS; round++) {
    for (const [follower, person] of people.entries()) {
      const quota = quotas[follower] ?? 0;
      const wanted = Math.round((quota * round) / ROUNDS);
      for (let tries = wanted * 4; follows.of(follower).length < wanted && tries > 0; tries--) {
        const followee = drawn(random, society, follows, follower, person);
        if (followee !== undefined) follows.add(follower, followee);
      }
      if (round < ROUNDS) continue;
      for (let tries = quota * 20; follows.of(follower).length < quota && tries > 0; tries--)
        follows.add(follower, random.below(people.length));
    }
  }
  return follows;
}

/** How many each follows: most about as many, a few several times that. */
function quotasOf(random: Random, count: number, follows: number): Uint32Array {
  const wishes = Array.from({ length: count }, () => Math.exp(0.8 * random.gauss()));
  const total = wishes.reduce((sum, wish) => sum + wish, 0);
  const most = Math.min(count - 1, Math.ceil((follows / count) * MOST));
  const quotas = new Uint32Array(count);
  let due = 0;
  let made = 0;
  for (const [index, wish] of wishes.entries()) {
    due += (wish / total) * follows;
    const quota = Math.max(0, Math.min(most, Math.round(due) - made));
    quotas[index] = quota;
    made += quota;
  }
  return quotas;
}

function drawn(
  random: Random,
  society: Society,
  follows: Follows,
  follower: number,
  person: Person,
): number | undefined {
  const { university, department, interests } = person;
  const among = (group: readonly number[], steepness: number): number | undefined =>
    group[random.skewed(group.length, steepness)];
  const draw = random.next();
  if (draw < 0.15) return follows.latestFollower(random, follower);
  if (draw < 0.3) return friendOfFriend(random, follows, follower);
  if (draw < 0.42) return among(society.circles.of(person.circle), 1);
  if (draw < 0.54) return among(society.cohorts.of(cohortOf(person)), 1.8);
  if (draw < 0.63) return among(society.departments.of(paired(university, department)), 2.2);
  if (draw < 0.82) {
    const interest = interests[random.skewed(interests.length, 1.5)] ?? 0;
    // Three in four are met at one's own university.
    const where = random.next() < 0.75 ? university : random.below(society.universityCount);
    return among(society.communities.of(paired(interest, where)), 2.5);
  }
  if (draw < 0.96) {
    const group = random.next() < 0.7 ? society.universities.of(university) : society.byFame;
    return group[random.zipf(group.length)];
  }
  return random.below(society.people.length);
}

function friendOfFriend(random: Random, follows: Follows, follower: number): number | undefined {
  const known = follows.of(follower);
  if (known.length === 0) return undefined;
  const theirs = follows.of(known[random.below(known.length)] ?? 0);
  return theirs.length === 0 ? undefined : theirs[random.below(theirs.length)];
}

/** As rows, each with its moment: of one member, in the order in which they were made. */
export function* followRows(
  random: Random,
  { members }: Society,
  follows: Follows,
  now: number,
): Generator<SeedFollow> {
  for (const [follower, { id: followerId }] of members.entries()) {
    const targets = follows.of(follower);
    for (const [place, followee] of targets.entries()) {
      const age = 300 * DAY_MS * (1 - (place + random.next()) / targets.length);
      yield { followerId, followeeId: members[followee]?.id ?? '', id: idFrom(random, now - age) };
    }
  }
}
