import type { Context } from '../../platform/context.ts';
import type { Cron, JobTable, Sweep } from '../../platform/job-handlers.ts';
import { media } from '../media/index.ts';
import { sharedConversations } from './conversations/seats.queries.ts';
import { exportCrons, exportJobs } from './exporting/making.ts';
import { gathering, gatherLater } from './gathering/service.ts';
import { tellMember } from './live.ts';
import { expireMessages, touchAnswers } from './messages/changing.queries.ts';
import { forgetPreviews } from './previews/queries.ts';
import { KEPT_MS, type Look, preview } from './previews/service.ts';

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'messaging.expire': unknown;
    /** Somebody blocked somebody, or took it back. */
    'messaging.blocksChanged': { blockerId: string; blockedId: string };
    'messaging.preview': Look;
    'messaging.forgetPreviews': unknown;
  }
}

const BATCH = 500;

/** Empties messages whose time has come, and has devices ask for them. Reading has not shown them since: it asks the time by itself. */
async function expire(ctx: Context): Promise<void> {
  for (;;) {
    const emptied = await ctx.transaction(async (tx) => {
      const due = await expireMessages(tx.db, tx.clock(), BATCH);
      for (const { id, hasMedia } of due) if (hasMedia) await media.erase(tx, { type: 'message', id });
      await touchAnswers(tx.db, due, tx.clock());
      for (const conversationId of new Set(due.map((message) => message.conversationId)))
        await gatherLater(tx, conversationId);
      return due.length;
    });
    if (emptied < BATCH) return;
  }
}

/** Has the devices of the one who blocks, and theirs alone, read anew the conversations in which the other one sits. */
async function blocksChanged(
  ctx: Context,
  { blockerId, blockedId }: { blockerId: string; blockedId: string },
): Promise<void> {
  for (const conversationId of await sharedConversations(ctx.db, blockerId, blockedId))
    tellMember(ctx, blockerId, conversationId, 'blocks');
}

const forget = (ctx: Context): Promise<void> =>
  forgetPreviews(ctx.db, new Date(ctx.clock().getTime() - KEPT_MS));

export const jobs: JobTable = {
  'messaging.expire': expire,
  'messaging.blocksChanged': blocksChanged,
  'messaging.preview': preview,
  'messaging.forgetPreviews': forget,
  ...exportJobs,
};
export const crons: Cron[] = [
  { at: '*/5 * * * *', job: 'messaging.expire' },
  { at: '17 * * * *', job: 'messaging.forgetPreviews' },
  ...exportCrons,
];
export const sweeps: Sweep[] = [gathering];
