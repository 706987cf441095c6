import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { readableRange } from '../messages/readable-range.queries.ts';
import { conversationNotFound, draftConflict } from '../problems.ts';
import { validateText } from '../text.ts';
import { publishDraft } from '../topics.ts';
import { type DraftRow, findDraft, upsertDraft } from './queries.ts';
import type { DraftAnswer, DraftBody } from './schemas.ts';

/**
 * What one has half written in a conversation, on whatever device.
 * @throws Problem 404 `conversation_not_found`
 */
export async function draft(ctx: Context, viewer: Viewer, conversationId: string): Promise<DraftAnswer> {
  if ((await readableRange(ctx.db, viewer, conversationId)) === undefined) throw conversationNotFound();
  const row = await findDraft(ctx.db, conversationId, viewer.id);
  return row === undefined ? { draft: null, version: 0 } : toDraftAnswer(row);
}

const toDraftAnswer = ({ content, replyToId, updatedAt, version }: DraftRow): DraftAnswer => ({
  draft: content === '' ? null : { content, replyToId, updatedAt: updatedAt.toISOString() },
  version,
});

/**
 * Keeps what one has half written, and tells one's other devices; empty forgets it. Who names the version that they go on from takes
 * back nothing that another device has kept or sent since.
 * @throws Problem 404 `conversation_not_found`; 409 `draft_conflict`; 422 `message_too_long`; 400 `forbidden_character`
 */
export async function saveDraft(
  ctx: Context,
  viewer: Viewer,
  conversationId: string,
  { content: typed, replyToId, version: baseVersion }: DraftBody,
): Promise<DraftAnswer> {
  if ((await readableRange(ctx.db, viewer, conversationId)) === undefined) throw conversationNotFound();
  const content = validateText(typed, true);
  const saved = { content, replyToId, updatedAt: ctx.clock() };
  const version = await upsertDraft(ctx.db, conversationId, viewer.id, saved, baseVersion);
  if (version === undefined) throw draftConflict();
  publishDraft(ctx, viewer.id, conversationId, version);
  // What was kept, and not what stands there by now: it may have been sent meanwhile, under a number of its own.
  return toDraftAnswer({ ...saved, version });
}
