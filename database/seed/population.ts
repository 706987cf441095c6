import type { SeedMember } from './campus.ts';
import { idFrom, type Random } from './random.ts';
import { words } from './words.ts';

const DAY_MS = 86_400_000;
/** Members per community, if the campus is neither very small nor very large. */
const PER_INTEREST = 100;

/**
 * The traits that decide how a member acts. Half of them are not stored in the database: rankings must not read what the activity
 * is generated from.
 */
export interface Person {
  university: number;
  department: number;
  /** Of graduation; staff has none. */
  year: number | null;
  /** Communities, favourite first. */
  interests: number[];
  /** Friends of any department; known only to the generator. */
  friendGroup: number;
  /** How well known; steeply distributed. */
  fame: number;
  /** How much the member posts. */
  postRate: number;
  /** How much the member likes. */
  eagerness: number;
}

/** The members of a generated campus by number, and their groups, best-known members first. */
export interface Population {
  members: SeedMember[];
  people: Person[];
  /** Hashtags of the communities, by number. */
  interests: string[];
  /** By university, department and year. */
  cohorts: Groups;
  departments: Groups;
  /** By community and university. */
  communities: Groups;
  friendGroups: Groups;
  universities: Groups;
  universityCount: number;
  /** All members, best known first. */
  byFame: readonly number[];
}

/** Member numbers by group. */
export class Groups {
  private readonly membersByGroup = new Map<number, number[]>();

  add(group: number, member: number): void {
    const group_ = this.membersByGroup.get(group);
    if (group_ === undefined) this.membersByGroup.set(group, [member]);
    else group_.push(member);
  }

  of(group: number): readonly number[] {
    return this.membersByGroup.get(group) ?? [];
  }
}

/** Key of a group: two small numbers in one. */
export const pairKey = (first: number, second: number): number => first * 10_000 + second;
export const cohortOf = ({ university, department, year }: Person): number =>
  pairKey(pairKey(university, department), (year ?? 0) % 100);

/**
 * Generates the members of a campus: universities, departments and years of very unequal sizes, communities that departments tend
 * to, and friend groups.
 * @param now  the campus's last moment, in milliseconds
 */
export function makePopulation(
  random: Random,
  count: number,
  universityIds: string[],
  now: number,
): Population {
  const interests = random.shuffled(
    words.topics.flatMap((topic) => words.suffixes.map((suffix) => topic + suffix)),
  );
  interests.length = Math.min(interests.length, Math.max(20, Math.round(count / PER_INTEREST)));
  const leanings = words.departments.map(() =>
    Array.from({ length: 6 }, () => random.below(interests.length)),
  );
  // Large departments differ between universities.
  const offered = universityIds.map(() => random.shuffled(words.departments.map((_, index) => index)));
  const firstYear = new Date(now).getUTCFullYear();
  const people: Person[] = [];
  const members: SeedMember[] = [];
  for (let index = 0; index < count; index++) {
    const university = random.zipf(universityIds.length);
    const ranked = offered[university] ?? [];
    const department = ranked[random.skewed(ranked.length, 1.8)] ?? 0;
    const isStaff = random.next() < 0.1;
    const person: Person = {
      university,
      department,
      year: isStaff ? null : firstYear + 4 - random.skewed(6, 1.4),
      interests: interestsOf(random, leanings[department] ?? [], interests.length),
      friendGroup: 0,
      fame: (1 - random.next()) ** -0.8,
      postRate: Math.exp(1.1 * random.gauss()),
      eagerness: Math.exp(0.8 * random.gauss()),
    };
    people.push(person);
    members.push(memberOf(random, index, person, universityIds[university] ?? '', now));
  }
  return { members, people, interests, universityCount: universityIds.length, ...groupsOf(random, people) };
}

function interestsOf(random: Random, leanings: readonly number[], interests: number): number[] {
  const chosen = new Set<number>();
  const wanted = 2 + random.below(4);
  for (let tries = 0; chosen.size < wanted && tries < 20; tries++) {
    chosen.add(random.next() < 0.4 && leanings.length > 0 ? random.pick(leanings) : random.zipf(interests));
  }
  return [...chosen];
}

function memberOf(
  random: Random,
  index: number,
  { department, year }: Person,
  universityId: string,
  now: number,
): SeedMember {
  const createdAt = now - 365 * DAY_MS + index * 1_000;
  const username = `uye_${index.toString(36).padStart(5, '0')}`;
  const isOpen = random.next() < 0.88; // the rest has not said what they study
  return {
    id: idFrom(random, createdAt),
    username,
    email: `${username}@seed.invalid`,
    displayName: `${random.pick(words.firstNames)} ${random.pick(words.lastNames)}`,
    universityId,
    affiliation: year === null ? 'staff' : 'student',
    department: isOpen ? (words.departments[department] ?? null) : null,
    graduationYear: isOpen ? year : null,
    bio: '',
    isPrivate: random.next() < 0.1,
    locale: random.next() < 0.8 ? 'tr' : 'en',
    createdAt: new Date(createdAt),
  };
}

function groupsOf(random: Random, people: Person[]) {
  const byFame = people
    .map((_, index) => index)
    .sort((first, second) => (people[second]?.fame ?? 0) - (people[first]?.fame ?? 0));
  const groups = {
    byFame,
    cohorts: new Groups(),
    departments: new Groups(),
    communities: new Groups(),
    friendGroups: new Groups(),
    universities: new Groups(),
  };
  // Friend groups are within one university and have 6 to 40 members, mostly few.
  const open = new Map<number, { friendGroup: number; left: number }>();
  let friendGroups = 0;
  for (const index of random.shuffled(byFame)) {
    const person = people[index] as Person; // one of their indexes
    let openGroup = open.get(person.university);
    if (openGroup === undefined || openGroup.left === 0)
      openGroup = { friendGroup: friendGroups++, left: 6 + random.skewed(35, 2) };
    openGroup.left--;
    open.set(person.university, openGroup);
    person.friendGroup = openGroup.friendGroup;
  }
  for (const index of byFame) {
    const person = people[index] as Person; // one of their indexes
    groups.cohorts.add(cohortOf(person), index);
    groups.departments.add(pairKey(person.university, person.department), index);
    for (const interest of person.interests)
      groups.communities.add(pairKey(interest, person.university), index);
    groups.friendGroups.add(person.friendGroup, index);
    groups.universities.add(person.university, index);
  }
  return groups;
}
