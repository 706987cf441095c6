import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import type { Message } from '../schemas.ts';
import { ANSWERS_TOLD } from './changing.queries.ts';
import { presentMessages } from './present.ts';
import { hiddenSince, type MessageRow, messagesAfter, messagesAt, messagesChanged } from './queries.ts';
import type { SyncAnswer, SyncRequest } from './schemas.ts';
import { type Span, spansOf } from './spans.queries.ts';

/** New messages that one answer carries. */
const FRESH_MOST = 500;
/** Changes that are read of one conversation for one answer. */
const CHANGED_MOST = 200;
/** A change is dated when it begins and seen when it commits: ask this much further back the next time. */
const OVERLAP_MS = 30_000;

/**
 * What a client missed: in each conversation that it names, the messages after its last number, the oldest first, and then those
 * it holds that were changed since its last sync, in the order of their changes. Conversations in which it does not sit are left
 * out. Whatever does not fit comes with the next answer: each brings a client on.
 *
 * Cost: one query for the numbers, then one for each conversation that has gone on, one for each that was changed, and one for what one
 * has deleted for oneself.
 *
 * @param characters  of JSON that one answer may have, more or less: one message at least comes, and changes of one moment together
 */
export async function sync(
  ctx: Context,
  viewer: Viewer,
  { conversations, since }: SyncRequest,
  characters = Number.POSITIVE_INFINITY,
): Promise<SyncAnswer> {
  const now = ctx.clock();
  const spans = await spansOf(ctx.db, viewer, Object.keys(conversations));
  const { rows, isWhole } = await freshOf(ctx, viewer, spans, conversations, now);
  const fresh = await presentMessages(ctx, rows);
  const { count: fits, left } = fitting(fresh, characters, () => true);
  const at = new Date(now.getTime() - OVERLAP_MS).toISOString();
  // Changes only behind the last new message: their date is asked for until then.
  if (fits < fresh.length || !isWhole) return { items: fresh.slice(0, fits), more: true, at: since ?? at };
  if (since === undefined) return { items: fresh, more: false, at };
  const changes = await changedSince(ctx, viewer, spans, conversations, since);
  const changed = await presentMessages(ctx, changes.rows);
  const { count } = fitting(
    changed,
    left,
    (index) => changed[index]?.changedAt !== changed[index - 1]?.changedAt,
  );
  const last = changed[count - 1];
  const isAll = changes.isWhole && count === changed.length;
  return {
    items: [...fresh, ...changed.slice(0, count)],
    more: !isAll,
    at: isAll || last === undefined ? at : after(last),
  };
}

async function freshOf(
  ctx: Context,
  viewer: Viewer,
  spans: readonly Span[],
  conversations: SyncRequest['conversations'],
  now: Date,
): Promise<{ rows: MessageRow[]; isWhole: boolean }> {
  const rows: MessageRow[] = [];
  for (const span of spans) {
    const held = Math.max(conversations[span.conversationId] ?? 0, span.firstSeq - 1);
    if (span.lastSeq <= held) continue;
    const room = FRESH_MOST - rows.length;
    if (room <= 0) return { rows, isWhole: false };
    const found = await messagesAfter(ctx.db, viewer, span.conversationId, held, room, now);
    rows.push(...found);
    if ((found.at(-1)?.seq ?? held) < span.lastSeq) return { rows, isWhole: false };
  }
  return { rows, isWhole: true };
}

/** In the order of their changes, up to the moment until which all is known of every conversation. */
async function changedSince(
  ctx: Context,
  viewer: Viewer,
  spans: readonly Span[],
  held: SyncRequest['conversations'],
  since: string,
): Promise<{ rows: MessageRow[]; isWhole: boolean }> {
  const from = new Date(since);
  const rows: MessageRow[] = [];
  let until = Number.POSITIVE_INFINITY;
  for (const { conversationId, changedAt } of spans) {
    if (changedAt === null || changedAt < from) continue;
    const upTo = held[conversationId] ?? 0;
    const found = await messagesChanged(
      ctx.db,
      viewer,
      conversationId,
      upTo,
      from,
      CHANGED_MOST,
      ctx.clock(),
    );
    rows.push(...found);
    if (found.length >= CHANGED_MOST) until = Math.min(until, found.at(-1)?.changedAt?.getTime() ?? until);
  }
  const own = await ownChanges(ctx, viewer, held, from);
  rows.push(...own.rows);
  until = Math.min(until, own.until);
  const time = (row: MessageRow) => row.changedAt?.getTime() ?? 0;
  return {
    rows: rows.filter((row) => time(row) <= until).sort((one, other) => time(one) - time(other)),
    isWhole: until === Number.POSITIVE_INFINITY,
  };
}

/** What one has deleted for oneself, with what answers it, dated as of then; and until when all of it is known. */
async function ownChanges(
  ctx: Context,
  viewer: Viewer,
  held: SyncRequest['conversations'],
  since: Date,
): Promise<{ rows: MessageRow[]; until: number }> {
  const most = { since, take: CHANGED_MOST, answers: ANSWERS_TOLD };
  const places = await hiddenSince(ctx.db, viewer, held, most);
  const dates = new Map(places.map(({ conversationId, seq, at }) => [`${conversationId} ${seq}`, at]));
  const found = await messagesAt(ctx.db, viewer, places, ctx.clock());
  const rows = found.map((row) => ({
    ...row,
    changedAt: dates.get(`${row.conversationId} ${row.seq}`) ?? row.changedAt,
  }));
  const hidden = places.filter(({ isAnswer }) => !isAnswer);
  const isAll = hidden.length < CHANGED_MOST;
  return { rows, until: isAll ? Number.POSITIVE_INFINITY : (hidden.at(-1)?.at.getTime() ?? 0) };
}

/** How many of the first messages fit, and what is left then; at least the first, and cut only in front of one where that may be. */
function fitting(
  messages: readonly Message[],
  characters: number,
  mayCutBefore: (index: number) => boolean,
): { count: number; left: number } {
  let left = characters;
  for (const [index, message] of messages.entries()) {
    const size = JSON.stringify(message).length;
    if (left < size && index > 0 && mayCutBefore(index)) return { count: index, left };
    left -= size;
  }
  return { count: messages.length, left };
}

/** The moment behind a message's change: it does not come again. */
const after = ({ changedAt }: Message): string =>
  new Date(changedAt === null ? 0 : Date.parse(changedAt) + 1).toISOString();
