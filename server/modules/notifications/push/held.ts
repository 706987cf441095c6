import { sql } from 'kysely';
import type { Context } from '../../../platform/context.ts';

/** One job a member waits for the end of their quiet hours. */
export const heldKey = (userId: string): string => `notifications.pushHeld:${userId}`;

/**
 * The preferences have changed: quiet hours may have ended, or end sooner. What is held back looks again at once, and goes
 * on waiting where it must. Does nothing where nothing is held.
 */
export async function replanHeld(tx: Context, userId: string): Promise<void> {
  const key = heldKey(userId);
  const { rows } = await sql`select from graphile_worker.jobs where key = ${key}`.execute(tx.db);
  if (rows.length > 0) await tx.jobs.add('notifications.pushHeld', { userId }, { key });
}
