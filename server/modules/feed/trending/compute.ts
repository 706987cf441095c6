import type { Context } from '../../../platform/context.ts';
import { refreshStandings, STANDING, totalStanding } from '../../social/index.ts';
import { compareByScore } from '../ranking/score.ts';
import { discountGroups, indexTies, type Ties, type Voter } from '../standing/groups.ts';
import { areTooMany, findParticipants, findTies, type Participant } from '../standing/queries.ts';
import { decay, expectedPeople, scoreTrend, TRENDS, voteWeight } from './formula.ts';
import {
  type ActivePost,
  countDay,
  deleteOldDays,
  EVERYWHERE,
  findActivePosts,
  findBaseline,
  findUncountedDays,
  findUniversities,
  findUsesSince,
  type HashtagTrend,
  type PostTrend,
  replaceTrends,
  type Use,
} from './queries.ts';

const HOUR_MS = 3_600_000;

/** One person's use of a hashtag in one scope. */
interface HashtagUser extends Voter {
  /** Milliseconds since 1970, of their first use in the window. */
  at: number;
  uses: number;
}

type UsersByHashtag = Map<string, Map<string, HashtagUser[]>>;

/**
 * Computes trends for the campus-wide scope and each university. Idempotent.
 *
 * Cost: grows with the activity in the windows, not with the age of the data; memory about 200 bytes per
 * person and hashtag. Group detection covers the best 120 of each kind and scope, and only people with few
 * followers. Standings: `refreshStandings`. Measured by `npm run bench -- discovery`.
 */
export async function computeTrends(ctx: Context): Promise<void> {
  const now = ctx.clock();
  await ctx.transaction((tx) => refreshStandings(tx.db, now));
  for (const day of await findUncountedDays(ctx.db, now)) {
    await ctx.transaction((tx) => countDay(tx.db, day));
  }
  await deleteOldDays(ctx.db, now);
  const hashtags = groupUsers(await findUsesSince(ctx.db, new Date(now.getTime() - TRENDS.windowMs)));
  const scopes = [EVERYWHERE, ...(await findUniversities(ctx.db))];
  for (const scopeId of scopes) {
    const people = hashtags.get(scopeId) ?? new Map<string, HashtagUser[]>();
    hashtags.set(scopeId, await topCandidates(ctx, scopeId, people, now));
  }
  const since = new Date(now.getTime() - TRENDS.postWindowMs);
  const activePosts = await findActivePosts(ctx.db, since, now, TRENDS.maxExamined);
  const participants = await findParticipants(
    ctx.db,
    activePosts.map(({ id }) => id),
  );
  const ties = await loadTies(ctx, hashtags, participants);
  const posts = discountPostGroups(activePosts, participants, ties, now);
  for (const scopeId of scopes) {
    const people = hashtags.get(scopeId) ?? new Map<string, HashtagUser[]>();
    const baseline = await findBaseline(ctx.db, scopeId, [...people.keys()]);
    const trends = [...people].flatMap(([key, users]) =>
      toHashtagTrend(key, users, baseline.get(key) ?? 0, now, ties),
    );
    const scopePosts = posts
      .filter((post) => (scopeId === EVERYWHERE ? post.isPublic : post.universityId === scopeId))
      .map(({ id, now, people, baseline }): PostTrend => ({ id, people, score: scoreTrend(now, baseline) }));
    await ctx.transaction((tx) =>
      replaceTrends(
        tx.db,
        scopeId,
        { hashtags: takeBest(trends, ({ key }) => key), posts: takeBest(scopePosts, ({ id }) => id) },
        now,
      ),
    );
  }
}

function takeBest<Item extends HashtagTrend | PostTrend>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  take = TRENDS.maxKept,
): Item[] {
  return items
    .filter(({ score }) => score.total > 0)
    .map((item) => ({ item, id: idOf(item), score: item.score }))
    .sort(compareByScore)
    .slice(0, take)
    .map(({ item }) => item);
}

/** By scope and hashtag: the people who used it. */
function groupUsers(uses: readonly Use[]): UsersByHashtag {
  const found: UsersByHashtag = new Map();
  const add = (scopeId: string, key: string, user: HashtagUser): void => {
    const scope = found.get(scopeId) ?? new Map<string, HashtagUser[]>();
    found.set(scopeId, scope);
    const others = scope.get(key);
    if (others === undefined) scope.set(key, [user]);
    else others.push(user);
  };
  for (const use of uses) {
    const person = { id: use.memberId, followers: use.followers, weight: voteWeight(use) };
    add(use.universityId, use.key, { ...person, at: use.first * 1_000, uses: use.uses });
    if (use.firstPublic !== null) {
      add(EVERYWHERE, use.key, { ...person, at: use.firstPublic * 1_000, uses: use.usesPublic });
    }
  }
  return found;
}

const NO_TIES: Ties = { given: new Map(), campus: 0 };

/** The top hashtags of a scope before group detection, which only lowers scores. */
async function topCandidates(
  ctx: Context,
  scopeId: string,
  people: ReadonlyMap<string, HashtagUser[]>,
  now: Date,
): Promise<Map<string, HashtagUser[]>> {
  const baseline = await findBaseline(ctx.db, scopeId, [...people.keys()]);
  const before = [...people].flatMap(([key, users]) =>
    toHashtagTrend(key, users, baseline.get(key) ?? 0, now),
  );
  return new Map(
    takeBest(before, ({ key }) => key, TRENDS.maxExamined).map(({ key }) => [key, people.get(key) ?? []]),
  );
}

/** Ties among people who may form a group. */
async function loadTies(
  ctx: Context,
  hashtags: UsersByHashtag,
  participants: ReadonlyMap<string, Participant[]>,
): Promise<Ties> {
  const users = [...hashtags.values()].flatMap((scope) => [...scope.values()]);
  const voters = [...users.filter((each) => !areTooMany(each)), ...participants.values()].flat();
  const [rows, campus] = await Promise.all([findTies(ctx.db, voters), totalStanding(ctx.db)]);
  return indexTies(rows, campus);
}

/**
 * Reduces closed groups among the people of active posts. Posts with too many people for a closed group stay
 * as they are.
 */
function discountPostGroups(
  activePosts: readonly ActivePost[],
  participants: ReadonlyMap<string, Participant[]>,
  ties: Ties,
  now: Date,
): ActivePost[] {
  return activePosts.flatMap((post) => {
    const people = participants.get(post.id);
    const weights = people ? discountGroups(people, ties) : undefined;
    const sum = weights?.reduce((total, each) => total + each, 0) ?? post.voteWeight;
    if (sum < TRENDS.minWeight) return [];
    const decayedSum = weights?.reduce(
      (total, each, index) => total + each * decay(now.getTime() - (people?.[index]?.first ?? 0) * 1_000),
      0,
    );
    // The baseline was computed without group detection, so it is reduced in proportion to this post's
    // weights.
    return [
      {
        ...post,
        now: decayedSum ?? post.now,
        voteWeight: sum,
        baseline: (post.baseline * sum) / post.voteWeight,
      },
    ];
  });
}

/**
 * The trend of a hashtag, or nothing if too few known people use it. A person counts once, from their first
 * use in the window.
 * @param baseline  known people on all counted days, summed, each in full
 */
export function toHashtagTrend(
  key: string,
  users: readonly HashtagUser[],
  baseline: number,
  now: Date,
  ties: Ties = NO_TIES,
): HashtagTrend[] {
  const known = users.filter(({ weight }) => weight >= STANDING.known);
  if (known.length < TRENDS.minPeople) return [];
  const weights = areTooMany(users) ? users.map(({ weight }) => weight) : discountGroups(users, ties);
  if (weights.reduce((total, each) => total + each, 0) < TRENDS.minWeight) return [];
  const history = Array.from({ length: TRENDS.windowMs / HOUR_MS }, () => 0);
  let sum = 0;
  let uses = 0;
  for (const [index, { at, uses: useCount }] of users.entries()) {
    const ageMs = Math.max(0, now.getTime() - at);
    sum += (weights[index] ?? 0) * decay(ageMs);
    uses += useCount;
    const hour = history.length - 1 - Math.min(history.length - 1, Math.floor(ageMs / HOUR_MS));
    history[hour] = (history[hour] ?? 0) + 1;
  }
  const perWindow = (baseline / TRENDS.baselineDays) * (TRENDS.windowMs / (24 * HOUR_MS));
  return [{ key, uses, people: users.length, score: scoreTrend(sum, expectedPeople(perWindow)), history }];
}
