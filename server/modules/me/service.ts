import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { auth } from '../auth/index.ts';
import { notifications } from '../notifications/index.ts';
import { presentWelcome } from '../profiles/index.ts';
import { findOwnProfile } from './queries.ts';
import type { Me } from './schemas.ts';

/**
 * The viewer's account, permissions, profile and unread counts. Three queries by key, and those of the counts.
 * @throws Problem 401 `session_ended` if the account no longer exists
 */
export async function getMe(ctx: Context, viewer: Viewer): Promise<Me> {
  const [{ user, ...account }, profile, unreadNotifications, pendingTexts] = await Promise.all([
    auth.ownAccount(ctx, viewer),
    findOwnProfile(ctx.db, viewer.id, ctx.clock()),
    notifications.unread(ctx, viewer),
    auth.pendingTexts(ctx, viewer),
  ]);
  if (!profile) throw auth.sessionEnded();
  const { universityId, universityName, universityNameTr, requests, messages, welcome, ...rest } = profile;
  return {
    user,
    profile: { ...rest, university: { id: universityId, name: universityName, nameTr: universityNameTr } },
    ...account,
    welcome: presentWelcome(welcome),
    pendingTexts,
    unread: { notifications: unreadNotifications, messages, followRequests: requests },
  };
}
