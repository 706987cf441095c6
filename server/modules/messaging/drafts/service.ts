import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { readableRange } from '../messages/readable-range.queries.ts';
import { conversationNotFound, draftConflict } from '../problems.ts';
import { validateText } from '../text.ts';
import { publishDraft } from '../topics.ts';
import { type DraftRow, findDraft, upsertDraft } from './queries.ts';
import type { DraftAnswer, DraftBody } from './schemas.ts';

/**
 * The viewer's draft in a conversation, the same on all their devices.
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
 * Saves a draft and notifies the member's other devices; an empty one deletes it. With a base version, it
 * does not overwrite what another device saved or sent since.
 * @throws Problem 404 `conversation_not_found`; 409 `draft_conflict`; 422 `message_too_long`; 400
 *   `forbidden_character`
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
  // Answer with what was saved, not with the stored draft: it may have been sent meanwhile and have a newer
  // version.
  return toDraftAnswer({ ...saved, version });
}
