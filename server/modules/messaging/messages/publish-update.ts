import type { Context } from '../../../platform/context.ts';
import { enqueueChange } from '../coalescing/service.ts';
import { publishMessageChange } from '../topics.ts';
import { touchReplies } from './changes.queries.ts';

/** Publishes a change now, and its position a few seconds later for devices that missed the first event. */
export async function publishUpdate(
  tx: Context,
  { conversationId, seq }: { conversationId: string; seq: number },
  only?: string[],
): Promise<void> {
  publishMessageChange(tx, conversationId, seq, only);
  await enqueueChange(tx, conversationId);
}

/** Also publishes the replies that quote the message, because its text changed. */
export async function publishUpdateWithReplies(
  tx: Context,
  changed: { id: string; conversationId: string; seq: number },
  only?: string[],
): Promise<void> {
  await publishUpdate(tx, changed, only);
  for (const { conversationId, seq } of await touchReplies(tx.db, [changed], tx.clock()))
    publishMessageChange(tx, conversationId, seq, only);
}
