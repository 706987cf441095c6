import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import type { KindAndTopic } from '../kinds.ts';
import { channelsOf } from '../preferences/service.ts';
import { withoutMutedWords } from '../present.ts';
import { publishCounts, publishNotification } from '../publish.ts';
import { hasSubscriptions } from '../push/queries.ts';
import { findRecipient } from '../queries.ts';
import { unread } from '../service.ts';
import {
  claimMessage,
  deleteEarlierMessageActivities,
  insertActivity,
  isNotified,
  lockRecipient,
} from './queries.ts';

export type NotificationInput = KindAndTopic & {
  userId: string;
  /**
   * What it is about; the recipient's own id if nothing else. Activities of one kind and subject are grouped.
   */
  subjectId: string;
  /** Who did it; null for the campus itself. */
  actorId: string | null;
  /** Identifies the event: one cause notifies a member once. */
  cause: string;
  /** Number of the message that it is about. */
  seq?: number;
};

/** Rolls back the transaction: the recipient may not see the activity. */
class Suppressed extends Error {
  override name = 'Suppressed';
}

/** A viewer with the rights of the member's own requests. */
export const toViewer = ({ id, universityId }: { id: string; universityId: string }): Viewer => ({
  id,
  universityId,
  sessionId: id,
  roles: ['member'],
});

/**
 * Notifies a member, once per cause however often this runs, and only if they may see the activity now.
 * Nobody is notified of their own actions. Publishes to devices after commit.
 *
 * Cost: under a lock of the recipient, about eight look-ups by key and two inserts.
 */
export async function notify(ctx: Context, input: NotificationInput): Promise<void> {
  if (input.actorId === input.userId) return;
  const channels = (await channelsOf(ctx, input.userId))[input.kind];
  if (!channels.inApp && !channels.push && !channels.email) return;
  try {
    await ctx.transaction((tx) => createNotification(tx, input, channels));
  } catch (error) {
    if (!(error instanceof Suppressed)) throw error;
  }
}

async function createNotification(
  tx: Context,
  { userId, kind, topic, subjectId, actorId, cause, seq }: NotificationInput,
  channels: { inApp: boolean; push: boolean },
): Promise<void> {
  await lockRecipient(tx.db, userId);
  if (await isNotified(tx.db, userId, cause)) return;
  if (seq !== undefined && !(await claimMessage(tx.db, userId, subjectId, seq))) return;
  const recipient = await findRecipient(tx.db, userId);
  if (recipient === undefined) return;
  const viewer = toViewer(recipient);
  const id = newId();
  const inserted = await insertActivity(
    tx.db,
    viewer,
    { id, kind, topic: topic ?? '', subjectId, actorId, cause, seq: seq ?? null },
    tx.clock(),
  );
  if (inserted === undefined) throw new Suppressed();
  const { groupId } = inserted;
  if ((await withoutMutedWords(tx, viewer, [{ kind, topic: topic ?? '', subjectId }])).length === 0)
    throw new Suppressed();

  if (seq !== undefined && actorId !== null)
    await deleteEarlierMessageActivities(tx.db, groupId, actorId, id);

  if (channels.inApp && !inserted.isHeldBack) {
    publishNotification(tx, userId, { id, groupId, kind });
    publishCounts(tx, userId, await unread(tx, viewer));
  }
  if (channels.push && (await hasSubscriptions(tx.db, userId))) {
    await tx.jobs.add(
      'notifications.push',
      { notificationId: groupId },
      { key: `notifications.push:${groupId}` },
    );
  }
}
