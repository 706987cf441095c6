import type { Context } from '../../../platform/context.ts';
import { byScore } from '../ranking/score.ts';
import { decayed, expectedOf, rise, TRENDS, voice } from './formula.ts';
import {
  countDay,
  EVERYWHERE,
  forgetDays,
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
interface Coming {
  /** Milliseconds since 1970, of their first use in the window. */
  at: number;
  uses: number;
  voice: number;
}

/**
 * Works out anew what rises, everywhere and at each university. Again gives the same.
 *
 * Cost: grows with what was published and done within the windows, not with the campus's age; memory with the number of
 * people who used hashtags in a day, some 200 bytes for each and hashtag. Measured by `npm run bench -- trending`.
 */
export async function computeTrends(ctx: Context): Promise<void> {
  const now = ctx.clock();
  for (const day of await uncountedDays(ctx.db, now)) {
    await ctx.transaction((tx) => countDay(tx.db, day));
  }
  await forgetDays(ctx.db, now);
  const hashtags = comings(await usesSince(ctx.db, new Date(now.getTime() - TRENDS.windowMs)), now);
  const since = new Date(now.getTime() - TRENDS.postWindowMs);
  const posts = await livelyPosts(ctx.db, since, now, TRENDS.kept);
  for (const scopeId of [EVERYWHERE, ...(await universities(ctx.db))]) {
    const people = hashtags.get(scopeId) ?? new Map<string, Coming[]>();
    const usual = await usualPeople(ctx.db, scopeId, [...people.keys()]);
    const risen = [...people].flatMap(([key, comers]) => risenOf(key, comers, usual.get(key) ?? 0, now));
    const lively = posts
      .filter((post) => (scopeId === EVERYWHERE ? post.isPublic : post.universityId === scopeId))
      .map(({ id, now, people, usual }): RisenPost => ({ id, people, score: rise(now, usual) }));
    await ctx.transaction((tx) =>
      replaceTrends(
        tx.db,
        scopeId,
        { hashtags: best(risen, ({ key }) => key), posts: best(lively, ({ id }) => id) },
        now,
      ),
    );
  }
}

function best<Item extends RisenHashtag | RisenPost>(
  items: readonly Item[],
  idOf: (item: Item) => string,
): Item[] {
  return items
    .filter(({ score }) => score.total > 0)
    .map((item) => ({ item, id: idOf(item), score: item.score }))
    .sort(byScore)
    .slice(0, TRENDS.kept)
    .map(({ item }) => item);
}

/** By scope and hashtag: who came to it. */
function comings(uses: readonly Use[], now: Date): Map<string, Map<string, Coming[]>> {
  const found = new Map<string, Map<string, Coming[]>>();
  const note = (scopeId: string, key: string, coming: Coming): void => {
    const scope = found.get(scopeId) ?? new Map<string, Coming[]>();
    found.set(scopeId, scope);
    const others = scope.get(key);
    if (others === undefined) scope.set(key, [coming]);
    else others.push(coming);
  };
  for (const use of uses) {
    const weight = voice({ accountAgeMs: now.getTime() - use.accountSince.getTime(), tags: use.tags });
    note(use.universityId, use.key, { at: use.first * 1_000, uses: use.uses, voice: weight });
    if (use.firstPublic !== null) {
      note(EVERYWHERE, use.key, { at: use.firstPublic * 1_000, uses: use.usesPublic, voice: weight });
    }
  }
  return found;
}

/**
 * A hashtag as it rises, or nothing where too few people use it. A person counts once, from their first use in the window:
 * using it again changes nothing.
 * @param usual  people on all the counted days together
 */
export function risenOf(key: string, comers: readonly Coming[], usual: number, now: Date): RisenHashtag[] {
  if (comers.length < TRENDS.minPeople) return [];
  const history = Array.from({ length: TRENDS.windowMs / HOUR_MS }, () => 0);
  let sum = 0;
  let uses = 0;
  for (const { at, uses: own, voice: weight } of comers) {
    const ageMs = Math.max(0, now.getTime() - at);
    sum += weight * decayed(ageMs);
    uses += own;
    const hour = history.length - 1 - Math.min(history.length - 1, Math.floor(ageMs / HOUR_MS));
    history[hour] = (history[hour] ?? 0) + 1;
  }
  const perWindow = (usual / TRENDS.usualDays) * (TRENDS.windowMs / (24 * HOUR_MS));
  return [{ key, uses, people: comers.length, score: rise(sum, expectedOf(perWindow)), history }];
}
