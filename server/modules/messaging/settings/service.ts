import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { memberVisibleTo } from '../../social/index.ts';
import { presenceShown, saveSettings, settingsOf, typingTold } from './queries.ts';
import type { MessagingSettings, MessagingSettingsChange } from './schemas.ts';

const USUAL: MessagingSettings = {
  whoMayWrite: 'everyone',
  readReceipts: true,
  deliveredReceipts: true,
  typing: true,
  presence: true,
  lastSeen: true,
  linkPreviews: true,
};

export const settings = async (ctx: Context, viewer: Viewer): Promise<MessagingSettings> =>
  (await settingsOf(ctx.db, viewer.id)) ?? USUAL;

export async function changeSettings(
  ctx: Context,
  viewer: Viewer,
  change: MessagingSettingsChange,
): Promise<MessagingSettings> {
  await saveSettings(ctx.db, viewer.id, change);
  return settings(ctx, viewer);
}

/** Whose presence the viewer may see, of those named; for the rest nothing is to be said. */
export const presenceVisible = (
  ctx: Context,
  viewer: Viewer,
  memberIds: readonly string[],
): Promise<{ memberId: string; lastSeen: boolean }[]> =>
  memberIds.length === 0
    ? Promise.resolve([])
    : presenceShown(ctx.db, viewer, memberIds, (member) => memberVisibleTo(viewer, member));

/** Whom a conversation is told that the viewer types: nobody, all who sit there, or the other one. */
export async function hearsTyping(
  ctx: Context,
  viewer: Pick<Viewer, 'id'>,
  conversationId: string,
): Promise<'nobody' | 'all' | string[]> {
  const found = await typingTold(ctx.db, viewer, conversationId);
  if (!found?.may) return 'nobody';
  return found.otherId === null ? 'all' : [found.otherId];
}
