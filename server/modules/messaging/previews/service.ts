import type { Context } from '../../../platform/context.ts';
import { type Entity, linkPreviews } from '../../content/index.ts';
import { enqueueChange } from '../coalescing/service.ts';
import { publishMessageChange } from '../topics.ts';
import { attachPreview, lockLinkedMessage } from './queries.ts';

export interface MessageKey {
  conversationId: string;
  seq: number;
}

/** Whether a text has a link that may get a preview. */
export const hasLink = (entities: readonly Entity[]): boolean => linkPreviews.linkIn(entities) !== undefined;

/** A job that loads the preview of a message's link. */
export interface PreviewJob extends MessageKey {
  /** Set for a retry: how often the page had failed by then. */
  failures?: number;
}

/** Enqueues a preview of the first link of a message, in the caller's transaction. */
export const enqueuePreview = (tx: Context, { conversationId, seq }: MessageKey): Promise<void> =>
  addPreviewJob(tx, { conversationId, seq });

const addPreviewJob = (ctx: Context, payload: PreviewJob, runAt?: Date): Promise<void> =>
  ctx.jobs.add('messaging.preview', payload, {
    ...linkPreviews.previewJobSpec(payload.seq),
    ...(runAt === undefined ? {} : { runAt }),
  });

/**
 * Loads the preview of the first link of a message, if its sender has previews on, and adds it to the
 * message.
 */
export async function preview(ctx: Context, { failures, ...messageKey }: PreviewJob): Promise<void> {
  const message = await lockLinkedMessage(ctx.db, messageKey, ctx.clock());
  const link = message?.previewsEnabled ? linkPreviews.linkIn(message.entities) : undefined;
  if (message === undefined || link === undefined) return;
  const page = await linkPreviews.loadPage(ctx, link, { memberId: message.senderId, failures });
  if (page?.retry)
    await addPreviewJob(ctx, { ...messageKey, failures: page.retry.failures }, page.retry.runAt);
  const found = page?.preview;
  if (!found) return;
  await ctx.transaction(async (tx) => {
    const now = await lockLinkedMessage(tx.db, messageKey, tx.clock());
    // Deleted or edited meanwhile.
    if (now === undefined || linkPreviews.linkIn(now.entities) !== link) return;
    await attachPreview(tx.db, messageKey, found, tx.clock());
    const only = now.isSenderOnly && now.senderId !== null ? [now.senderId] : undefined;
    publishMessageChange(tx, messageKey.conversationId, messageKey.seq, only);
    await enqueueChange(tx, messageKey.conversationId);
  });
}
