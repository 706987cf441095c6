import { normalise, withoutInvisible } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { Problem } from '../../../platform/problem.ts';
import {
  deleteRecent,
  deleteSaved,
  findRecentSearches,
  findSavedSearches,
  insertSavedSearch,
  isRecentEnabled,
  lockSaved,
  recordSearch,
  setRecentEnabled,
} from './queries.ts';
import type { RecentSearches, SavedSearch, SavedSearches } from './schemas.ts';

const MAX_SAVED = 50;

/** The key of a search: repeated spaces and invisible characters do not matter. */
const searchKey = (q: string): string => withoutInvisible(normalise(q)).replace(/\s+/gu, ' ').trim();

const toSavedSearch = ({ id, q, createdAt }: { id: string; q: string; createdAt: Date }): SavedSearch => ({
  id,
  q,
  createdAt: createdAt.toISOString(),
});

/** The viewer's saved searches. */
export async function listSavedSearches(ctx: Context, viewer: Viewer): Promise<SavedSearches> {
  return { items: (await findSavedSearches(ctx.db, viewer.id)).map(toSavedSearch) };
}

/**
 * Saves a search. Idempotent: returns the existing one.
 * @throws Problem 422 `too_many_saved_searches`
 */
export async function saveSearch(ctx: Context, viewer: Viewer, q: string): Promise<SavedSearch> {
  return ctx.transaction(async (tx) => {
    await lockSaved(tx.db, viewer.id);
    const known = await findSavedSearches(tx.db, viewer.id);
    const same = known.find((search) => searchKey(search.q) === searchKey(q));
    if (same !== undefined) return toSavedSearch(same);
    if (known.length >= MAX_SAVED) {
      throw new Problem(
        422,
        'too_many_saved_searches',
        `You already have ${MAX_SAVED} saved searches. Remove one first.`,
      );
    }
    return toSavedSearch(await insertSavedSearch(tx.db, viewer.id, q, tx.clock()));
  });
}

/** @throws Problem 404 `saved_search_not_found` */
export async function deleteSavedSearch(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  if (!(await deleteSaved(ctx.db, viewer.id, id)))
    throw new Problem(404, 'saved_search_not_found', 'You have no such saved search.');
}

/** The recent searches, newest first; none while the member has them switched off. */
export async function listRecentSearches(ctx: Context, viewer: Viewer): Promise<RecentSearches> {
  const isEnabled = await isRecentEnabled(ctx.db, viewer.id);
  return { isEnabled, items: isEnabled ? await findRecentSearches(ctx.db, viewer.id) : [] };
}

/** Adds a query to the recent searches, if the member has them switched on. */
export async function rememberSearch(ctx: Context, viewer: Viewer, q: string): Promise<void> {
  if (!(await isRecentEnabled(ctx.db, viewer.id))) return;
  for (const duplicate of await findRecentSearches(ctx.db, viewer.id)) {
    if (duplicate !== q && searchKey(duplicate) === searchKey(q))
      await deleteRecent(ctx.db, viewer.id, duplicate);
  }
  await recordSearch(ctx.db, viewer.id, q);
}

/** Switches recent searches on or off. Switching off deletes all of them. */
export async function updateRecentSettings(
  ctx: Context,
  viewer: Viewer,
  isEnabled: boolean,
): Promise<RecentSearches> {
  await ctx.transaction(async (tx) => {
    await setRecentEnabled(tx.db, viewer.id, isEnabled);
    if (!isEnabled) await deleteRecent(tx.db, viewer.id, undefined);
  });
  return listRecentSearches(ctx, viewer);
}

/** Deletes one recent search, or all of them. */
export const forgetSearches = (ctx: Context, viewer: Viewer, q: string | undefined): Promise<void> =>
  deleteRecent(ctx.db, viewer.id, q);
