import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { content } from '../../content/index.ts';
import { DEFAULT_WEIGHTS, type Weights } from '../ranking/signals.ts';
import { findPreferences, savePreferences, upsertHomePosition } from './queries.ts';
import type { FeedPreferences, FeedPreferencesChange, HomePositionBody } from './schemas.ts';

/** A member's feed preferences, with defaults for what they have not chosen. One look-up by primary key. */
export async function resolvePreferences(
  ctx: Context,
  userId: string,
): Promise<{ home: 'latest' | 'top'; ranking: boolean; weights: Weights }> {
  const row = await findPreferences(ctx.db, userId);
  return {
    home: row?.home ?? 'latest',
    ranking: row?.ranking ?? true,
    weights: { ...DEFAULT_WEIGHTS, ...row?.weights },
  };
}

export async function getPreferences(ctx: Context, viewer: Viewer): Promise<FeedPreferences> {
  const row = await findPreferences(ctx.db, viewer.id);
  const { homePosition, homePositionAt } = row ?? { homePosition: null, homePositionAt: null };
  return {
    home: row?.home ?? 'latest',
    ranking: row?.ranking ?? true,
    weights: { ...DEFAULT_WEIGHTS, ...row?.weights },
    defaultWeights: DEFAULT_WEIGHTS,
    homePosition:
      homePosition === null || homePositionAt === null
        ? null
        : { entryId: homePosition, at: homePositionAt.toISOString() },
  };
}

export async function updatePreferences(
  ctx: Context,
  viewer: Viewer,
  change: FeedPreferencesChange,
): Promise<FeedPreferences> {
  await ctx.transaction(async (tx) => {
    // Locks the preferences, so that concurrent changes reach content in the same order.
    await savePreferences(tx.db, viewer.id, change);
    if (change.ranking !== undefined) await content.saveReplyRanking(tx.db, viewer.id, change.ranking);
  });
  return getPreferences(ctx, viewer);
}

/** Stores the viewer's position in home, replacing the previous one. */
export const saveHomePosition = (
  ctx: Context,
  viewer: Viewer,
  { entryId }: HomePositionBody,
): Promise<void> => upsertHomePosition(ctx.db, viewer.id, entryId, ctx.clock());
