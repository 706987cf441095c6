import { normalise, withoutInvisible } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { Problem } from '../../../platform/problem.ts';
import {
  deleteSaved,
  forgetRecent,
  keepsRecent,
  lockSaved,
  noteSearch,
  recentSearches,
  savedSearches,
  saveSearch,
  setKeepsRecent,
} from './queries.ts';
import type { RecentSearches, SavedSearch, SavedSearches } from './schemas.ts';

const MAX_SAVED = 50;

/** What makes two searches one: spaces and what is not drawn do not count. */
const keyOf = (q: string): string => withoutInvisible(normalise(q)).replace(/\s+/gu, ' ').trim();

const present = ({ id, q, createdAt }: { id: string; q: string; createdAt: Date }): SavedSearch => ({
  id,
  q,
  createdAt: createdAt.toISOString(),
});

export async function saved(ctx: Context, viewer: Viewer): Promise<SavedSearches> {
  return { items: (await savedSearches(ctx.db, viewer.id)).map(present) };
}

/**
 * Keeps a search. Again gives the same one.
 * @throws Problem 422 `too_many_saved_searches`
 */
export async function save(ctx: Context, viewer: Viewer, q: string): Promise<SavedSearch> {
  return ctx.transaction(async (tx) => {
    await lockSaved(tx.db, viewer.id);
    const known = await savedSearches(tx.db, viewer.id);
    const same = known.find((one) => keyOf(one.q) === keyOf(q));
    if (same !== undefined) return present(same);
    if (known.length >= MAX_SAVED) {
      throw new Problem(
        422,
        'too_many_saved_searches',
        `You keep ${MAX_SAVED} searches already. Remove one first.`,
      );
    }
    return present(await saveSearch(tx.db, viewer.id, q, tx.clock()));
  });
}

/** @throws Problem 404 `saved_search_not_found` */
export async function unsave(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  if (!(await deleteSaved(ctx.db, viewer.id, id)))
    throw new Problem(404, 'saved_search_not_found', 'There is no such saved search of yours.');
}

export async function recent(ctx: Context, viewer: Viewer): Promise<RecentSearches> {
  const isKept = await keepsRecent(ctx.db, viewer.id);
  return { isKept, items: isKept ? await recentSearches(ctx.db, viewer.id) : [] };
}

/** Remembers what was looked for, where the member wants that. */
export async function remember(ctx: Context, viewer: Viewer, q: string): Promise<void> {
  if (!(await keepsRecent(ctx.db, viewer.id))) return;
  for (const twin of await recentSearches(ctx.db, viewer.id)) {
    if (twin !== q && keyOf(twin) === keyOf(q)) await forgetRecent(ctx.db, viewer.id, twin);
  }
  await noteSearch(ctx.db, viewer.id, q);
}

/** Whether searches are remembered; not any more forgets all. */
export async function keepRecent(ctx: Context, viewer: Viewer, isKept: boolean): Promise<RecentSearches> {
  await ctx.transaction(async (tx) => {
    await setKeepsRecent(tx.db, viewer.id, isKept);
    if (!isKept) await forgetRecent(tx.db, viewer.id, undefined);
  });
  return recent(ctx, viewer);
}

export const forget = (ctx: Context, viewer: Viewer, q: string | undefined): Promise<void> =>
  forgetRecent(ctx.db, viewer.id, q);
