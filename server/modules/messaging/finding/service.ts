import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { readCursor, toPage } from '../../../platform/page.ts';
import { daysOf, highlighter, readQuery, wordsAlone } from '../../search/index.ts';
import { conversationNames } from '../conversations/queries.ts';
import { presentMessages } from '../messages/present.ts';
import { messagesAt } from '../messages/queries.ts';
import { spanOf } from '../messages/spans.queries.ts';
import { conversationNotFound, nothingToSearch } from '../problems.ts';
import { memberNamed, messagesWith } from './queries.ts';
import type { FindQuery, FoundPage } from './schemas.ts';

/** Messages of a conversation that are looked through: of one alone, and of each of all. */
const WINDOW = { one: 100_000, all: 5_000 };

/**
 * Looks through one's own conversations, or one of them, the newest first. Turkish and English as in the search of posts.
 * @throws Problem 422 `nothing_to_search`; 404 `conversation_not_found`; 400 `invalid_cursor`
 */
export async function find(
  ctx: Context,
  viewer: Viewer,
  conversationId: string | undefined,
  { q, tz = 'UTC', limit, cursor }: FindQuery,
): Promise<FoundPage> {
  const sought = readQuery(q);
  const tsquery = wordsAlone(sought);
  // Whose messages, or of which days, is enough to look for; what they should not hold is not.
  const isNarrow = sought.from.length > 0 || sought.since !== null || sought.until !== null;
  if (tsquery === null && (!isNarrow || sought.without.length > 0)) throw nothingToSearch();
  if (conversationId !== undefined && (await spanOf(ctx.db, viewer, conversationId)) === undefined)
    throw conversationNotFound();
  const [username] = sought.from;
  const senderId = username === undefined ? undefined : await memberNamed(ctx.db, username);
  if (username !== undefined && senderId === undefined) return { items: [], nextCursor: null };
  const now = ctx.clock();
  const after = readCursor(cursor);
  const days = daysOf(sought, tz);
  const places = await messagesWith(ctx.db, viewer, {
    tsquery,
    conversationId,
    senderId,
    from: days.from,
    before: after !== null && after < days.before ? after : days.before,
    window: conversationId === undefined ? WINDOW.all : WINDOW.one,
    take: limit + 1,
    now,
  });
  const { items, nextCursor } = toPage(places, limit, (place) => place.id);
  const messages = await presentMessages(ctx, await messagesAt(ctx.db, viewer, items, now));
  const names = await conversationNames(ctx.db, viewer, [...new Set(items.map((one) => one.conversationId))]);
  const byId = new Map(messages.map((message) => [message.id, message]));
  const mark = highlighter(sought);
  return {
    items: items.flatMap(({ id }) => {
      const message = byId.get(id);
      if (message === undefined) return [];
      const conversationName = names.get(message.conversationId) ?? '';
      return [{ ...message, conversationName, matches: mark(message.content) }];
    }),
    nextCursor,
  };
}
