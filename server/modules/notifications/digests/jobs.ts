import type { Context } from '../../../platform/context.ts';
import type { Cron, JobTable } from '../../../platform/job-handlers.ts';
import { KINDS } from '../kinds.ts';
import { asViewer } from '../making/service.ts';
import { localTime, mondayOf } from '../preferences/local-time.ts';
import { channelsOf } from '../preferences/service.ts';
import { withoutMuted } from '../present.ts';
import { receiver, unreadRows } from '../queries.ts';
import { mailDigest } from './letter.ts';
import { claimDigest, digestsDue, digestZones, rememberDigested, wantsDigest } from './queries.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    /** Whose morning it is. */
    'notifications.digests': unknown;
    'notifications.digest': { userId: string; day: string };
    /** Ids alone: what the letter says is read when it leaves. */
    'notifications.mailDigest': { userId: string; notificationIds: string[]; day: string };
  }
}

/** A digest goes out when the clock on the member's wall shows eight; after an outage, until noon. */
const MORNING = { from: 8 * 60, until: 12 * 60 };
const BATCH = 1_000;
const MOST_IN_LETTER = 100;

/** Adds a job for each member whose digest is due. */
async function digests(ctx: Context): Promise<void> {
  for (const timeZone of await digestZones(ctx.db)) {
    const local = localTime(ctx.clock(), timeZone);
    if (local.minutes < MORNING.from || local.minutes >= MORNING.until) continue;
    await addDue(ctx, timeZone, 'daily', local.day);
    if (local.weekday === 1) await addDue(ctx, timeZone, 'weekly', mondayOf(local));
  }
}

async function addDue(ctx: Context, timeZone: string, digest: 'daily' | 'weekly', day: string) {
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

/** Decides on one member's digest of a day, once: with the decision the letter's job commits, or none where nothing waits. */
async function digest(ctx: Context, { userId, day }: { userId: string; day: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const claim = await claimDigest(tx.db, userId, day);
    const member = await receiver(tx.db, userId);
    if (claim === undefined || member === undefined || !member.isActive) return;
    const channels = await channelsOf(tx, userId);
    const kinds = KINDS.filter((kind) => channels[kind].email);
    const page = { kinds, after: claim.after, take: MOST_IN_LETTER };
    const waiting = await withoutMuted(tx, asViewer(member), await unreadRows(tx.db, asViewer(member), page));
    const [newest] = waiting;
    if (newest === undefined) return;
    await rememberDigested(tx.db, userId, newest.place);
    const notificationIds = waiting.map(({ id }) => id);
    await tx.jobs.add('notifications.mailDigest', { userId, notificationIds, day });
  });
}

async function mail(
  ctx: Context,
  { userId, notificationIds, day }: { userId: string; notificationIds: string[]; day: string },
): Promise<void> {
  if (await wantsDigest(ctx.db, userId)) await mailDigest(ctx, userId, notificationIds, day);
}

export const digestJobs: JobTable = {
  'notifications.digests': digests,
  'notifications.digest': digest,
  'notifications.mailDigest': mail,
};
export const digestCrons: Cron[] = [{ at: '2,17,32,47 * * * *', job: 'notifications.digests' }];
