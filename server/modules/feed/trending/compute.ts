import type { Context } from '../../../platform/context.ts';
import { byScore } from '../ranking/score.ts';
import { type Ties, tiesOf, type Voter, voicesIn } from '../standing/groups.ts';
import {
  areTooMany,
  keepStandings,
  type Participant,
  participantsOf,
  STANDING,
  tiesAmong,
  wholeCampus,
} from '../standing/queries.ts';
import { decayed, expectedOf, rise, TRENDS, voice } from './formula.ts';
import {
  countDay,
  EVERYWHERE,
  forgetDays,
  type LivelyPost,
  livelyPosts,
  type RisenHashtag,
  type RisenPost,
  replaceTrends,
  type Use,
  uncountedDays,
  universities,
  usesSince,
  usualPeople,
} from './queries.ts';

const HOUR_MS = 3_600_000;

/** One person's coming to a hashtag in one scope. */
interface Coming extends Voter {
  /** Milliseconds since 1970, of their first use in the window. */
  at: number;
  uses: number;
}

type Comings = Map<string, Map<string, Coming[]>>;

/**
 * Works out anew what rises, everywhere and at each university. Again gives the same.
 *
 * Cost: grows with what was published and done within the windows, not with the campus's age; memory with the number of
 * people who used hashtags in a day, some 200 bytes for each and hashtag. Groups are looked for among those with few followers who
 * take part in the best 120 of each kind and scope. Standings: `keepStandings`. Measured by `npm run bench -- discovery`.
 */
export async function computeTrends(ctx: Context): Promise<void> {
  const now = ctx.clock();
  await ctx.transaction((tx) => keepStandings(tx.db, now));
  for (const day of await uncountedDays(ctx.db, now)) {
    await ctx.transaction((tx) => countDay(tx.db, day));
  }
  await forgetDays(ctx.db, now);
  const hashtags = comings(await usesSince(ctx.db, new Date(now.getTime() - TRENDS.windowMs)));
  const scopes = [EVERYWHERE, ...(await universities(ctx.db))];
  for (const scopeId of scopes) {
    const people = hashtags.get(scopeId) ?? new Map<string, Coming[]>();
    hashtags.set(scopeId, await candidates(ctx, scopeId, people, now));
  }
  const since = new Date(now.getTime() - TRENDS.postWindowMs);
  const lively = await livelyPosts(ctx.db, since, now, TRENDS.examined);
  const participants = await participantsOf(
    ctx.db,
    lively.map(({ id }) => id),
  );
  const ties = await tiesIn(ctx, hashtags, participants);
  const posts = withoutGroups(lively, participants, ties, now);
  for (const scopeId of scopes) {
    const people = hashtags.get(scopeId) ?? new Map<string, Coming[]>();
    const usual = await usualPeople(ctx.db, scopeId, [...people.keys()]);
    const risen = [...people].flatMap(([key, comers]) =>
      risenOf(key, comers, usual.get(key) ?? 0, now, ties),
    );
    const ofScope = posts
      .filter((post) => (scopeId === EVERYWHERE ? post.isPublic : post.universityId === scopeId))
      .map(({ id, now, people, usual }): RisenPost => ({ id, people, score: rise(now, usual) }));
    await ctx.transaction((tx) =>
      replaceTrends(
        tx.db,
        scopeId,
        { hashtags: best(risen, ({ key }) => key), posts: best(ofScope, ({ id }) => id) },
        now,
      ),
    );
  }
}

function best<Item extends RisenHashtag | RisenPost>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  take = TRENDS.kept,
): Item[] {
  return items
    .filter(({ score }) => score.total > 0)
    .map((item) => ({ item, id: idOf(item), score: item.score }))
    .sort(byScore)
    .slice(0, take)
    .map(({ item }) => item);
}

/** By scope and hashtag: who came to it. */
function comings(uses: readonly Use[]): Comings {
  const found: Comings = new Map();
  const note = (scopeId: string, key: string, coming: Coming): void => {
    const scope = found.get(scopeId) ?? new Map<string, Coming[]>();
    found.set(scopeId, scope);
    const others = scope.get(key);
    if (others === undefined) scope.set(key, [coming]);
    else others.push(coming);
  };
  for (const use of uses) {
    const person = { id: use.memberId, followers: use.followers, voice: voice(use) };
    note(use.universityId, use.key, { ...person, at: use.first * 1_000, uses: use.uses });
    if (use.firstPublic !== null) {
      note(EVERYWHERE, use.key, { ...person, at: use.firstPublic * 1_000, uses: use.usesPublic });
    }
  }
  return found;
}

const NO_TIES: Ties = { given: new Map(), campus: 0 };

/** The hashtags of a scope that stand highest before groups are looked for; groups only take away. */
async function candidates(
  ctx: Context,
  scopeId: string,
  people: ReadonlyMap<string, Coming[]>,
  now: Date,
): Promise<Map<string, Coming[]>> {
  const usual = await usualPeople(ctx.db, scopeId, [...people.keys()]);
  const before = [...people].flatMap(([key, comers]) => risenOf(key, comers, usual.get(key) ?? 0, now));
  return new Map(
    best(before, ({ key }) => key, TRENDS.examined).map(({ key }) => [key, people.get(key) ?? []]),
  );
}

/** Ties among those of whom a group may be made. */
async function tiesIn(
  ctx: Context,
  hashtags: Comings,
  participants: ReadonlyMap<string, Participant[]>,
): Promise<Ties> {
  const comers = [...hashtags.values()].flatMap((scope) => [...scope.values()]);
  const voters = [...comers.filter((each) => !areTooMany(each)), ...participants.values()].flat();
  const [rows, campus] = await Promise.all([tiesAmong(ctx.db, voters), wholeCampus(ctx.db)]);
  return tiesOf(rows, campus);
}

/** Lively posts with what the people of each count beside each other. Those with too many people for a closed group stay as they are. */
function withoutGroups(
  lively: readonly LivelyPost[],
  participants: ReadonlyMap<string, Participant[]>,
  ties: Ties,
  now: Date,
): LivelyPost[] {
  return lively.flatMap((post) => {
    const people = participants.get(post.id);
    const voices = people ? voicesIn(people, ties) : undefined;
    const sum = voices?.reduce((total, each) => total + each, 0) ?? post.voices;
    if (sum < TRENDS.minVoices) return [];
    const decayedSum = voices?.reduce(
      (total, each, index) => total + each * decayed(now.getTime() - (people?.[index]?.first ?? 0) * 1_000),
      0,
    );
    // Groups were not looked for in what is usual: it is taken to be as much less as this post's voices are.
    return [{ ...post, now: decayedSum ?? post.now, voices: sum, usual: (post.usual * sum) / post.voices }];
  });
}

/**
 * A hashtag as it rises, or nothing where too few known people use it. A person counts once, from their first use in the window:
 * using it again changes nothing.
 * @param usual  known people on all the counted days together, each in full
 */
export function risenOf(
  key: string,
  comers: readonly Coming[],
  usual: number,
  now: Date,
  ties: Ties = NO_TIES,
): RisenHashtag[] {
  const known = comers.filter(({ voice }) => voice >= STANDING.known);
  if (known.length < TRENDS.minPeople) return [];
  const voices = areTooMany(comers) ? comers.map(({ voice }) => voice) : voicesIn(comers, ties);
  if (voices.reduce((total, each) => total + each, 0) < TRENDS.minVoices) return [];
  const history = Array.from({ length: TRENDS.windowMs / HOUR_MS }, () => 0);
  let sum = 0;
  let uses = 0;
  for (const [index, { at, uses: own }] of comers.entries()) {
    const ageMs = Math.max(0, now.getTime() - at);
    sum += (voices[index] ?? 0) * decayed(ageMs);
    uses += own;
    const hour = history.length - 1 - Math.min(history.length - 1, Math.floor(ageMs / HOUR_MS));
    history[hour] = (history[hour] ?? 0) + 1;
  }
  const perWindow = (usual / TRENDS.usualDays) * (TRENDS.windowMs / (24 * HOUR_MS));
  return [{ key, uses, people: comers.length, score: rise(sum, expectedOf(perWindow)), history }];
}
