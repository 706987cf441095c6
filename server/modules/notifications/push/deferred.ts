import type { Context } from '../../../platform/context.ts';
import { isJobQueued } from './queries.ts';

/** One job a member waits for the end of their quiet hours. */
export const deferredKey = (userId: string): string => `notifications.pushHeld:${userId}`;

/**
 * The preferences have changed: quiet hours may have ended, or end sooner. What is held back looks again at once, and goes
 * on waiting where it must. Does nothing where nothing is held.
 */
export async function rescheduleDeferred(tx: Context, userId: string): Promise<void> {
  const key = deferredKey(userId);
  if (await isJobQueued(tx.db, key)) await tx.jobs.add('notifications.pushHeld', { userId }, { key });
}
