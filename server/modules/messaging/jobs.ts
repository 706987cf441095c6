import type { Context } from '../../platform/context.ts';
import type { Cron, JobTable, Sweep } from '../../platform/job-handlers.ts';
import { media } from '../media/index.ts';
import { coalescingSweep, enqueueChange } from './coalescing/service.ts';
import { sharedConversations } from './conversations/memberships.queries.ts';
import { noteQuietTime } from './conversations/quiet.queries.ts';
import { exportCrons, exportJobs } from './export/build.ts';
import { eraseHiddenMessages } from './hiding/service.ts';
import { eraseConversation } from './member-data.ts';
import { expireMessages, touchReplies } from './messages/changes.queries.ts';
import { type PreviewJob, preview } from './previews/service.ts';
import { publish, publishToMember } from './topics.ts';

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'messaging.expire': unknown;
    'messaging.eraseHidden': unknown;
    /** A member blocked or unblocked another. */
    'messaging.blocksChanged': { blockerId: string; blockedId: string };
    'messaging.preview': PreviewJob;
    /** A member's quiet time changed. */
    'messaging.applyQuietTime': { memberId: string };
    /** In a quiet time it matters whom the member follows. */
    'messaging.followChanged': { followerId: string };
  }
}

const BATCH = 500;

/**
 * Erases expired messages and makes devices fetch them. Reads have already hidden them, because they compare
 * the time themselves.
 */
async function expireDueMessages(ctx: Context): Promise<void> {
  for (;;) {
    const expiredCount = await ctx.transaction(async (tx) => {
      const due = await expireMessages(tx.db, tx.clock(), BATCH);
      for (const { id, hasMedia } of due) if (hasMedia) await media.erase(tx, { type: 'message', id });
      await touchReplies(tx.db, due, tx.clock());
      for (const conversationId of new Set(due.map((message) => message.conversationId)))
        await enqueueChange(tx, conversationId);
      return due.length;
    });
    if (expiredCount < BATCH) return;
  }
}

/**
 * Makes the devices of the blocker reload the conversations that both members share, and realtime check again who may see the
 * presence of either. The blocked member gets no event.
 */
async function blocksChanged(
  ctx: Context,
  { blockerId, blockedId }: { blockerId: string; blockedId: string },
): Promise<void> {
  publish(ctx, 'messaging.presence', { memberIds: [blockerId, blockedId] });
  for (const conversationId of await sharedConversations(ctx.db, blockerId, blockedId))
    publishToMember(ctx, blockerId, conversationId, 'blocks');
}

/** The member's lists and counts change, and what is sent to their devices. */
const applyQuietTime = (ctx: Context, { memberId }: { memberId: string }): Promise<void> =>
  noteQuietTime(ctx.db, memberId, ctx.clock());

export const jobs: JobTable = {
  'messaging.expire': expireDueMessages,
  'messaging.eraseHidden': eraseHiddenMessages,
  'messaging.blocksChanged': blocksChanged,
  'messaging.preview': preview,
  'messaging.applyQuietTime': applyQuietTime,
  'messaging.followChanged': (ctx, { followerId }) => applyQuietTime(ctx, { memberId: followerId }),
  'messaging.eraseConversation': eraseConversation,
  ...exportJobs,
};
export const sheds = { previews: ['messaging.preview'] } as const;
export const crons: Cron[] = [
  { at: '*/5 * * * *', job: 'messaging.expire' },
  { at: '43 * * * *', job: 'messaging.eraseHidden' },
  ...exportCrons,
];
export const sweeps: Sweep[] = [coalescingSweep];
