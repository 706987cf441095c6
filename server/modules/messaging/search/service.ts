import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { readCursor, toPage } from '../../../platform/page.ts';
import { createHighlighter, dayRange, parseQuery, toWordsTsquery } from '../../search/index.ts';
import { findConversationNames } from '../conversations/queries.ts';
import { presentMessages } from '../messages/present.ts';
import { findMessagesAt } from '../messages/queries.ts';
import { readableRange } from '../messages/readable-range.queries.ts';
import { conversationNotFound, nothingToSearch } from '../problems.ts';
import { findMemberIdByUsername, findMessages } from './queries.ts';
import type { SearchPage, SearchQuery } from './schemas.ts';

/** Maximum messages scanned: in a search of one conversation, and per conversation in a search of all. */
const WINDOW = { one: 100_000, all: 5_000 };

/**
 * Searches the viewer's conversations, or one of them, newest first. Handles Turkish and English like the
 * search of posts.
 * @throws Problem 422 `empty_search`; 404 `conversation_not_found`; 400 `invalid_cursor`
 */
export async function searchMessages(
  ctx: Context,
  viewer: Viewer,
  conversationId: string | undefined,
  { q, tz = 'UTC', limit, cursor }: SearchQuery,
): Promise<SearchPage> {
  const query = parseQuery(q);
  const tsquery = toWordsTsquery(query);
  // A filter by sender or date is enough for a search; an excluded term alone is not.
  const hasFilter = query.from.length > 0 || query.since !== null || query.until !== null;
  if (tsquery === null && (!hasFilter || query.excludedPhrases.length > 0)) throw nothingToSearch();
  if (conversationId !== undefined && (await readableRange(ctx.db, viewer, conversationId)) === undefined)
    throw conversationNotFound();
  const [username] = query.from;
  const senderId = username === undefined ? undefined : await findMemberIdByUsername(ctx.db, username);
  if (username !== undefined && senderId === undefined) return { items: [], nextCursor: null };
  const now = ctx.clock();
  const after = readCursor(cursor);
  const days = dayRange(query, tz);
  const messageKeys = await findMessages(ctx.db, viewer, {
    tsquery,
    conversationId,
    senderId,
    from: days.from,
    before: after !== null && after < days.before ? after : days.before,
    window: conversationId === undefined ? WINDOW.all : WINDOW.one,
    take: limit + 1,
    now,
  });
  const { items, nextCursor } = toPage(messageKeys, limit, (messageKey) => messageKey.id);
  const messages = await presentMessages(ctx, await findMessagesAt(ctx.db, viewer, items, now));
  const names = await findConversationNames(ctx.db, viewer, [
    ...new Set(items.map((one) => one.conversationId)),
  ]);
  const byId = new Map(messages.map((message) => [message.id, message]));
  const findMatches = createHighlighter(query);
  return {
    items: items.flatMap(({ id }) => {
      const message = byId.get(id);
      if (message === undefined) return [];
      const conversationName = names.get(message.conversationId) ?? '';
      return [{ ...message, conversationName, matches: findMatches(message.content) }];
    }),
    nextCursor,
  };
}
