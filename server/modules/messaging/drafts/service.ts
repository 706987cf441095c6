import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { tellDraft } from '../live.ts';
import { spanOf } from '../messages/spans.queries.ts';
import { conversationNotFound, draftConflict } from '../problems.ts';
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
  if (row === undefined) return { draft: null, version: 0 };
  const { content, replyToId, updatedAt, version } = row;
  return {
    draft: content === '' ? null : { content, replyToId, updatedAt: updatedAt.toISOString() },
    version,
  };
}

/**
 * Keeps what one has half written, and tells one's other devices; empty forgets it. Who names the version that they go on from takes
 * back nothing that another device has kept or sent since.
 * @throws Problem 404 `conversation_not_found`; 409 `draft_conflict`; 422 `message_too_long`; 400 `forbidden_character`
 */
export async function saveDraft(
  ctx: Context,
  viewer: Viewer,
  conversationId: string,
  { content: typed, replyToId, version: follows }: DraftBody,
): Promise<DraftAnswer> {
  if ((await spanOf(ctx.db, viewer, conversationId)) === undefined) throw conversationNotFound();
  const content = readText(typed, true);
  const version = await keepDraft(
    ctx.db,
    conversationId,
    viewer.id,
    { content, replyToId },
    follows,
    ctx.clock(),
  );
  if (version === undefined) throw draftConflict();
  tellDraft(ctx, viewer.id, conversationId, version);
  return draft(ctx, viewer, conversationId);
}
