import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { USUAL_WEIGHTS, type Weights } from '../ranking/signals.ts';
import { preferenceRow, savePlace, savePreferences } from './queries.ts';
import type { FeedPreferences, FeedPreferencesChange, HomePlaceBody } from './schemas.ts';

/** How a reader wants their feeds: their weights over the usual ones. One look-up by primary key. */
export async function wishesOf(
  ctx: Context,
  userId: string,
): Promise<{ home: 'latest' | 'top'; ranking: boolean; weights: Weights }> {
  const row = await preferenceRow(ctx.db, userId);
  return {
    home: row?.home ?? 'latest',
    ranking: row?.ranking ?? true,
    weights: { ...USUAL_WEIGHTS, ...row?.weights },
  };
}

export async function preferences(ctx: Context, viewer: Viewer): Promise<FeedPreferences> {
  const row = await preferenceRow(ctx.db, viewer.id);
  const { homePlace, homePlaceAt } = row ?? { homePlace: null, homePlaceAt: null };
  return {
    home: row?.home ?? 'latest',
    ranking: row?.ranking ?? true,
    weights: { ...USUAL_WEIGHTS, ...row?.weights },
    usualWeights: USUAL_WEIGHTS,
    homePlace:
      homePlace === null || homePlaceAt === null
        ? null
        : { entryId: homePlace, at: homePlaceAt.toISOString() },
  };
}

export async function changePreferences(
  ctx: Context,
  viewer: Viewer,
  change: FeedPreferencesChange,
): Promise<FeedPreferences> {
  await savePreferences(ctx.db, viewer.id, change);
  return preferences(ctx, viewer);
}

/** Keeps where a reader stopped at home, in place of where they stopped before. */
export const keepPlace = (ctx: Context, viewer: Viewer, { entryId }: HomePlaceBody): Promise<void> =>
  savePlace(ctx.db, viewer.id, entryId, ctx.clock());
