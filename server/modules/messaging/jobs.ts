import type { Context } from '../../platform/context.ts';
import type { Cron, JobTable } from '../../platform/jobs.ts';
import { media } from '../media/index.ts';
import { tell } from './live.ts';
import { expireMessages, tideOf } from './messages/queries.ts';
import { forgetPreviews } from './previews/queries.ts';
import { KEPT_MS, type Place, preview } from './previews/service.ts';

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'messaging.expire': unknown;
    'messaging.preview': Place;
    'messaging.forgetPreviews': unknown;
    'messaging.gather': { conversationId: string };
  }
}

const BATCH = 500;

/** Empties messages whose time has come. Readers have not seen them since: reading asks the time by itself. */
async function expire(ctx: Context): Promise<void> {
  for (;;) {
    const emptied = await ctx.transaction(async (tx) => {
      const due = await expireMessages(tx.db, tx.clock(), BATCH);
      for (const { id, hasMedia } of due) if (hasMedia) await media.erase(tx, { type: 'message', id });
      return due.length;
    });
    if (emptied < BATCH) return;
  }
}

/**
 * What follows from a burst of messages or changes, once. Devices are told how far the conversation has come: who heard
 * everything does nothing, and who missed something, because the process that committed it ended before it could tell, asks.
 */
async function gather(ctx: Context, { conversationId }: { conversationId: string }): Promise<void> {
  const tide = await tideOf(ctx.db, conversationId);
  if (tide === undefined) return;
  const { lastSeq, changedAt } = tide;
  tell(ctx, 'messaging.tide', { conversationId, lastSeq, changedAt: changedAt?.toISOString() ?? null });
  await ctx.emit('messaging.written', { conversationId });
}

const forget = (ctx: Context): Promise<void> =>
  forgetPreviews(ctx.db, new Date(ctx.clock().getTime() - KEPT_MS));

export const jobs: JobTable = {
  'messaging.expire': expire,
  'messaging.gather': gather,
  'messaging.preview': preview,
  'messaging.forgetPreviews': forget,
};
export const crons: Cron[] = [
  { at: '*/5 * * * *', job: 'messaging.expire' },
  { at: '17 * * * *', job: 'messaging.forgetPreviews' },
];
