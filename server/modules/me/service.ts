import { GONE_AFTER_DAYS } from '../../platform/backup/retention.ts';
import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { allMemberData } from '../../platform/member-data/index.ts';
import { announcements } from '../announcements/index.ts';
import { auth } from '../auth/index.ts';
import { notifications } from '../notifications/index.ts';
import { presentWelcome } from '../profiles/index.ts';
import { findOwnProfile } from './queries.ts';
import type { HeldDataList, Me } from './schemas.ts';

/**
 * The viewer's account, permissions, profile and unread counts. Three queries by key, those of the counts, and one for announcements while any
 * is live.
 * @throws Problem 401 `session_ended` if the account no longer exists
 */
export async function getMe(ctx: Context, viewer: Viewer): Promise<Me> {
  const [{ user, ...account }, profile, unreadNotifications, pendingTexts, shownAnnouncements] =
    await Promise.all([
      auth.ownAccount(ctx, viewer),
      findOwnProfile(ctx.db, viewer.id, ctx.clock()),
      notifications.unread(ctx, viewer),
      auth.pendingTexts(ctx, viewer),
      announcements.shownTo(ctx, viewer),
    ]);
  if (!profile) throw auth.sessionEnded();
  const { universityId, universityName, universityNameTr, requests, messages, welcome, ...rest } = profile;
  return {
    user,
    profile: { ...rest, university: { id: universityId, name: universityName, nameTr: universityNameTr } },
    ...account,
    welcome: presentWelcome(welcome),
    pendingTexts,
    announcements: shownAnnouncements,
    unread: { notifications: unreadNotifications, messages, followRequests: requests },
  };
}

/** What every module holds of the viewer, counted now. One query for each kind, one after the other: a page that is rarely opened. */
export async function listHeldData(ctx: Context, viewer: Viewer): Promise<HeldDataList> {
  const items: HeldDataList['items'] = [];
  for (const { held = [] } of await allMemberData())
    for (const { kind, keptDays, outlivesAccount, count } of held)
      items.push({ kind, keptDays, outlivesAccount, count: await count(ctx, viewer.id) });
  const { isOn, months } = ctx.config.trafficLog;
  return { items, trafficLogMonths: isOn ? months : null, backupDays: GONE_AFTER_DAYS };
}
