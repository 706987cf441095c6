import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { saveProfile } from '../queries.ts';
import { findAllowsPublicPreviews } from './queries.ts';
import type { PrivacyChange, PrivacySettings } from './schemas.ts';

/** What a member allows others to see. One query by key. */
export async function getPrivacySettings(ctx: Context, viewer: Viewer): Promise<PrivacySettings> {
  return { publicPreviews: await findAllowsPublicPreviews(ctx.db, viewer.id) };
}

/** Changes one's own privacy settings. */
export async function changePrivacySettings(
  ctx: Context,
  viewer: Viewer,
  { publicPreviews }: PrivacyChange,
): Promise<PrivacySettings> {
  if (publicPreviews !== undefined)
    await ctx.transaction((tx) =>
      saveProfile(tx.db, viewer.id, { allows_public_previews: publicPreviews }, tx.clock()),
    );
  return getPrivacySettings(ctx, viewer);
}
