import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import type { Kind } from '../kinds.ts';
import { channelsOf } from '../preferences/service.ts';
import { withoutMuted } from '../present.ts';
import { hasDevices } from '../push/queries.ts';
import { receiver } from '../queries.ts';
import { unread } from '../service.ts';
import { tellCounts, tellNotification } from '../telling.ts';
import { claimMessage, dropEarlierMessages, insertAct, isTold, lockReceiver } from './queries.ts';

export interface News {
  userId: string;
  kind: Kind;
  topic?: string;
  /** What it is about; the receiver where it is about nothing but them. Like is gathered with like. */
  subjectId: string;
  /** Who did it; null for the campus itself. */
  actorId: string | null;
  /** Names what happened: the same cause tells a member once. */
  cause: string;
  /** Number of the message that it is about. */
  seq?: number;
}

/** Undoes the transaction: the receiver is not to hear of it. */
class Unheard extends Error {
  override name = 'Unheard';
}

/** As a member's own requests are answered. */
export const asViewer = ({ id, universityId }: { id: string; universityId: string }): Viewer => ({
  id,
  universityId,
  sessionId: id,
  roles: ['member'],
});

/**
 * Tells a member something, once for its cause however often this runs, and only if they may hear of it now. Nobody is told of
 * what they did themselves. Devices are told after commit.
 *
 * Cost: under a lock of the receiver, about eight look-ups by key and two inserts.
 */
export async function tell(ctx: Context, news: News): Promise<void> {
  if (news.actorId === news.userId) return;
  const channels = (await channelsOf(ctx, news.userId))[news.kind];
  if (!channels.inApp && !channels.push && !channels.email) return;
  try {
    await ctx.transaction((tx) => tellIn(tx, news, channels));
  } catch (error) {
    if (!(error instanceof Unheard)) throw error;
  }
}

async function tellIn(
  tx: Context,
  { userId, kind, topic, subjectId, actorId, cause, seq }: News,
  channels: { inApp: boolean; push: boolean },
): Promise<void> {
  await lockReceiver(tx.db, userId);
  if (await isTold(tx.db, userId, cause)) return;
  if (seq !== undefined && !(await claimMessage(tx.db, userId, subjectId, seq))) return;
  const member = await receiver(tx.db, userId);
  if (member === undefined) return;
  const viewer = asViewer(member);
  const id = newId();
  const groupId = await insertAct(tx.db, viewer, {
    id,
    kind,
    topic: topic ?? '',
    subjectId,
    actorId,
    cause,
    seq: seq ?? null,
  });
  if (groupId === undefined) throw new Unheard();
  if ((await withoutMuted(tx, viewer, [{ kind, topic: topic ?? '', subjectId }])).length === 0)
    throw new Unheard();

  if (seq !== undefined && actorId !== null) await dropEarlierMessages(tx.db, groupId, actorId, id);

  if (channels.inApp) {
    tellNotification(tx, userId, { id, groupId, kind });
    tellCounts(tx, userId, await unread(tx, viewer));
  }
  if (channels.push && (await hasDevices(tx.db, userId))) {
    await tx.jobs.add(
      'notifications.push',
      { notificationId: groupId },
      { key: `notifications.push:${groupId}` },
    );
  }
}
