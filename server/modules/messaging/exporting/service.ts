import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { conversation } from '../conversations/service.ts';
import { presentMessages } from '../messages/present.ts';
import { messagesAfter } from '../messages/queries.ts';

const BATCH = 500;

/**
 * A conversation as its member may read it, as lines of JSON: the conversation first, then its messages, the oldest first.
 * Read in batches, so its length costs no memory.
 *
 * @throws Problem 404 `conversation_not_found`, before the first line
 */
export async function exported(ctx: Context, viewer: Viewer, id: string): Promise<AsyncGenerator<string>> {
  const head = await conversation(ctx, viewer, id);
  return lines(ctx, viewer, id, JSON.stringify({ ...head, lastMessage: undefined }));
}

async function* lines(ctx: Context, viewer: Viewer, id: string, head: string): AsyncGenerator<string> {
  yield `${head}\n`;
  for (let after = 0; ; ) {
    const rows = await messagesAfter(ctx.db, viewer, id, after, BATCH, ctx.clock());
    const messages = await presentMessages(ctx, rows);
    const kept = messages.filter((message) => !message.withheld && message.deletedAt === null);
    if (kept.length > 0) yield kept.map((message) => `${JSON.stringify(message)}\n`).join('');
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.seq ?? after;
  }
}
