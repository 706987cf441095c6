import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { spanOf } from '../messages/spans.queries.ts';
import { conversationNotFound } from '../problems.ts';
import { readText } from '../text.ts';
import { draftOf, keepDraft } from './queries.ts';
import type { DraftAnswer, DraftBody } from './schemas.ts';

/**
 * What one has half written in a conversation, on whatever device.
 * @throws Problem 404 `conversation_not_found`
 */
export async function draft(ctx: Context, viewer: Viewer, conversationId: string): Promise<DraftAnswer> {
  if ((await spanOf(ctx.db, viewer, conversationId)) === undefined) throw conversationNotFound();
  const row = await draftOf(ctx.db, conversationId, viewer.id);
  return { draft: row ? { ...row, updatedAt: row.updatedAt.toISOString() } : null };
}

/**
 * Keeps what one has half written; empty forgets it.
 * @throws Problem 404 `conversation_not_found`; 422 `message_too_long`; 400 `forbidden_character`
 */
export async function saveDraft(
  ctx: Context,
  viewer: Viewer,
  conversationId: string,
  { content: typed, replyToId }: DraftBody,
): Promise<DraftAnswer> {
  if ((await spanOf(ctx.db, viewer, conversationId)) === undefined) throw conversationNotFound();
  const content = readText(typed, true);
  await keepDraft(ctx.db, conversationId, viewer.id, { content, replyToId }, ctx.clock());
  return draft(ctx, viewer, conversationId);
}
