import type { Context } from '../../../platform/context.ts';
import type { Cron, JobTable } from '../../../platform/job-handlers.ts';
import { quietUntil } from '../../social/index.ts';
import { toViewer } from '../create/service.ts';
import { KINDS } from '../kinds.ts';
import { localTime, mondayOf } from '../preferences/local-time.ts';
import { channelsOf } from '../preferences/service.ts';
import { withoutMutedWords } from '../present.ts';
import { findRecipient, findUnread } from '../queries.ts';
import { sendDigestEmail } from './email.ts';
import { claimDigest, digestsDue, digestTimeZones, saveDigestPosition, wantsDigest } from './queries.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    /** Adds the digests that are due this morning. */
    'notifications.digests': unknown;
    'notifications.digest': { userId: string; day: string };
    /** Ids only: the content is read when the email is sent. */
    'notifications.sendDigest': { userId: string; notificationIds: string[]; day: string };
  }
}

/** Digests are sent when the member's local time is eight; after an outage, until noon. */
const MORNING = { from: 8 * 60, until: 12 * 60 };
const BATCH = 1_000;
const MAX_IN_EMAIL = 100;

/** Adds a job for each member whose digest is due. */
async function digests(ctx: Context): Promise<void> {
  for (const timeZone of await digestTimeZones(ctx.db)) {
    const local = localTime(ctx.clock(), timeZone);
    if (local.minutes < MORNING.from || local.minutes >= MORNING.until) continue;
    await addDueJobs(ctx, timeZone, 'daily', local.day);
    if (local.weekday === 1) await addDueJobs(ctx, timeZone, 'weekly', mondayOf(local));
  }
}

async function addDueJobs(ctx: Context, timeZone: string, digest: 'daily' | 'weekly', day: string) {
  let after: string | null = null;
  for (;;) {
    const due: string[] = await digestsDue(ctx.db, { timeZone, digest, day, after, take: BATCH });
    for (const userId of due) {
      await ctx.jobs.add('notifications.digest', { userId, day }, { key: `notifications.digest:${userId}` });
    }
    after = due.at(-1) ?? null;
    if (due.length < BATCH) return;
  }
}

/**
 * Decides on a member's digest of a day, once. The email job commits with the decision; there is none if
 * nothing is unread.
 */
async function digest(ctx: Context, { userId, day }: { userId: string; day: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    // The next digest has what is held back.
    if ((await quietUntil(tx, userId)) !== undefined) return;
    const claimed = await claimDigest(tx.db, userId, day);
    const member = await findRecipient(tx.db, userId);
    if (claimed === undefined || member === undefined || !member.isActive) return;
    const channels = await channelsOf(tx, userId);
    const kinds = KINDS.filter((kind) => channels[kind].email);
    const page = { kinds, after: claimed.after, take: MAX_IN_EMAIL, at: tx.clock() };
    const unread = await withoutMutedWords(
      tx,
      toViewer(member),
      await findUnread(tx.db, toViewer(member), page),
    );
    const [newest] = unread;
    if (newest === undefined) return;
    await saveDigestPosition(tx.db, userId, newest.latestActivityId);
    const notificationIds = unread.map(({ id }) => id);
    await tx.jobs.add('notifications.sendDigest', { userId, notificationIds, day });
  });
}

async function sendDigest(
  ctx: Context,
  { userId, notificationIds, day }: { userId: string; notificationIds: string[]; day: string },
): Promise<void> {
  if (await wantsDigest(ctx.db, userId)) await sendDigestEmail(ctx, userId, notificationIds, day);
}

export const digestJobs: JobTable = {
  'notifications.digests': digests,
  'notifications.digest': digest,
  'notifications.sendDigest': sendDigest,
};
export const digestCrons: Cron[] = [{ at: '2,17,32,47 * * * *', job: 'notifications.digests' }];
