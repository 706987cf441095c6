import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { changeContactSettings, contactSettings, memberVisibleTo } from '../../social/index.ts';
import { publish, type TypingRecipients } from '../topics.ts';
import {
  findSettings,
  findTypingAudience,
  type StoredSettings,
  saveSettings,
  selectVisiblePresence,
} from './queries.ts';
import type { MessagingSettings, MessagingSettingsChange } from './schemas.ts';

const DEFAULTS: StoredSettings = {
  readReceipts: true,
  deliveredReceipts: true,
  typing: true,
  presence: true,
  lastSeen: true,
  linkPreviews: true,
};

/** The member's settings of messages, or the defaults. Who may write belongs to social's rule of contacts. */
export async function getSettings(ctx: Context, viewer: Viewer): Promise<MessagingSettings> {
  const { messages: whoMayWrite } = await contactSettings(ctx, viewer.id);
  return { whoMayWrite, ...((await findSettings(ctx.db, viewer.id)) ?? DEFAULTS) };
}

/** Changes the given settings; the others keep their value. */
export function changeSettings(
  ctx: Context,
  viewer: Viewer,
  change: MessagingSettingsChange,
): Promise<MessagingSettings> {
  return ctx.transaction(async (tx) => {
    const { whoMayWrite } = change;
    await saveSettings(tx.db, viewer.id, change);
    if (whoMayWrite !== undefined) await changeContactSettings(tx, viewer.id, { messages: whoMayWrite });
    if (change.presence !== undefined || change.lastSeen !== undefined)
      publish(tx, 'messaging.presence', { memberIds: [viewer.id] });
    return getSettings(tx, viewer);
  });
}

/** Which of the given members' presence the viewer may see. The presence of the others stays unknown. */
export const visiblePresence = (
  ctx: Context,
  viewer: Viewer,
  memberIds: readonly string[],
): Promise<{ memberId: string; lastSeen: boolean }[]> =>
  memberIds.length === 0
    ? Promise.resolve([])
    : selectVisiblePresence(ctx.db, viewer, memberIds, (member) => memberVisibleTo(viewer, member));

/**
 * Who is notified that the viewer types: nobody, the other participant, or the members of a group who do not
 * block the viewer.
 */
export async function typingRecipients(
  ctx: Context,
  viewer: Pick<Viewer, 'id'>,
  conversationId: string,
): Promise<'nobody' | TypingRecipients> {
  const found = await findTypingAudience(ctx.db, viewer, conversationId);
  if (!found?.isAllowed) return 'nobody';
  if (found.otherId !== null) return { only: [found.otherId] };
  return found.blockedBy === null ? {} : { except: found.blockedBy };
}
