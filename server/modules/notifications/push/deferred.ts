import type { Context } from '../../../platform/context.ts';
import { isJobQueued } from './queries.ts';

/** Each member has one job that waits for the end of their quiet hours. */
export const deferredKey = (userId: string): string => `notifications.pushDeferred:${userId}`;

/**
 * Reschedules deferred pushes after a change of preferences, because quiet hours may have ended or end
 * earlier. The job runs now and defers again if it must. Does nothing if no push is deferred.
 */
export async function rescheduleDeferred(tx: Context, userId: string): Promise<void> {
  const key = deferredKey(userId);
  if (await isJobQueued(tx.db, key)) await tx.jobs.add('notifications.pushDeferred', { userId }, { key });
}
