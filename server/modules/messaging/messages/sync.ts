import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import type { Message } from '../schemas.ts';
import { MAX_TOUCHED_REPLIES } from './changes.queries.ts';
import { presentMessages } from './present.ts';
import {
  findChangedMessages,
  findMessagesAfter,
  findMessagesAt,
  hiddenSince,
  type MessageRow,
} from './queries.ts';
import { type ReadableRange, readableRanges } from './readable-range.queries.ts';
import type { SyncAnswer, SyncRequest } from './schemas.ts';

/** Maximum new messages per answer. */
const MAX_NEW = 500;
/** Maximum changes read per conversation for one answer. */
const MAX_CHANGED = 200;
/**
 * A change is dated at the start of its transaction and visible after its commit: the next sync goes this
 * much further back.
 */
const OVERLAP_MS = 30_000;

/**
 * What a client missed: for each given conversation, the messages after its last number, oldest first, then
 * the messages it has that changed since its last sync, in the order of their changes. Leaves out
 * conversations that the viewer does not participate in. What does not fit comes with a later answer; every
 * answer makes progress.
 *
 * Cost: one query for the positions, then one per conversation with new messages, one per conversation with
 * changes, and one for what the viewer deleted for themselves.
 *
 * @param characters  approximate limit of JSON per answer: at least one message is returned, and changes of
 *   the same time stay together
 */
export async function sync(
  ctx: Context,
  viewer: Viewer,
  { conversations, since }: SyncRequest,
  characters = Number.POSITIVE_INFINITY,
): Promise<SyncAnswer> {
  const now = ctx.clock();
  const ranges = await readableRanges(ctx.db, viewer, Object.keys(conversations));
  const { rows, isComplete } = await newMessages(ctx, viewer, ranges, conversations, now);
  const newItems = await presentMessages(ctx, rows);
  const { count: newCount, charactersLeft } = fitWithin(newItems, characters, () => true);
  const at = new Date(now.getTime() - OVERLAP_MS).toISOString();
  // Changes come after the last new message; until then the client keeps its time of the last sync.
  if (newCount < newItems.length || !isComplete)
    return { items: newItems.slice(0, newCount), more: true, at: since ?? at };
  if (since === undefined) return { items: newItems, more: false, at };
  const changes = await changedSince(ctx, viewer, ranges, conversations, since);
  const changed = await presentMessages(ctx, changes.rows);
  const { count } = fitWithin(
    changed,
    charactersLeft,
    (index) => changed[index]?.changedAt !== changed[index - 1]?.changedAt,
  );
  const last = changed[count - 1];
  const hasAllChanges = changes.isComplete && count === changed.length;
  return {
    items: [...newItems, ...changed.slice(0, count)],
    more: !hasAllChanges,
    at: hasAllChanges || last === undefined ? at : after(last),
  };
}

async function newMessages(
  ctx: Context,
  viewer: Viewer,
  ranges: readonly ReadableRange[],
  conversations: SyncRequest['conversations'],
  now: Date,
): Promise<{ rows: MessageRow[]; isComplete: boolean }> {
  const rows: MessageRow[] = [];
  for (const range of ranges) {
    const knownSeqs = Math.max(conversations[range.conversationId] ?? 0, range.firstSeq - 1);
    if (range.lastSeq <= knownSeqs) continue;
    const remaining = MAX_NEW - rows.length;
    if (remaining <= 0) return { rows, isComplete: false };
    const found = await findMessagesAfter(ctx.db, viewer, range.conversationId, knownSeqs, remaining, now);
    rows.push(...found);
    if ((found.at(-1)?.seq ?? knownSeqs) < range.lastSeq) return { rows, isComplete: false };
  }
  return { rows, isComplete: true };
}

/**
 * In the order of their changes, up to the time until which the changes of every conversation are complete.
 */
async function changedSince(
  ctx: Context,
  viewer: Viewer,
  ranges: readonly ReadableRange[],
  knownSeqs: SyncRequest['conversations'],
  since: string,
): Promise<{ rows: MessageRow[]; isComplete: boolean }> {
  const from = new Date(since);
  const rows: MessageRow[] = [];
  let until = Number.POSITIVE_INFINITY;
  for (const { conversationId, changedAt } of ranges) {
    if (changedAt === null || changedAt < from) continue;
    const upTo = knownSeqs[conversationId] ?? 0;
    const found = await findChangedMessages(
      ctx.db,
      viewer,
      conversationId,
      upTo,
      from,
      MAX_CHANGED,
      ctx.clock(),
    );
    rows.push(...found);
    if (found.length >= MAX_CHANGED) until = Math.min(until, found.at(-1)?.changedAt?.getTime() ?? until);
  }
  const own = await ownChanges(ctx, viewer, knownSeqs, from);
  rows.push(...own.rows);
  until = Math.min(until, own.until);
  const time = (row: MessageRow) => row.changedAt?.getTime() ?? 0;
  return {
    rows: rows.filter((row) => time(row) <= until).sort((a, b) => time(a) - time(b)),
    isComplete: until === Number.POSITIVE_INFINITY,
  };
}

/**
 * Messages that the viewer deleted for themselves, and the replies to them, dated by the deletion; and the
 * time until which they are complete.
 */
async function ownChanges(
  ctx: Context,
  viewer: Viewer,
  knownSeqs: SyncRequest['conversations'],
  since: Date,
): Promise<{ rows: MessageRow[]; until: number }> {
  const limits = { since, take: MAX_CHANGED, replies: MAX_TOUCHED_REPLIES };
  const hiddenKeys = await hiddenSince(ctx.db, viewer, knownSeqs, limits);
  const dates = new Map(hiddenKeys.map(({ conversationId, seq, at }) => [`${conversationId} ${seq}`, at]));
  const found = await findMessagesAt(ctx.db, viewer, hiddenKeys, ctx.clock());
  const rows = found.map((row) => ({
    ...row,
    changedAt: dates.get(`${row.conversationId} ${row.seq}`) ?? row.changedAt,
  }));
  const hidden = hiddenKeys.filter(({ isReply }) => !isReply);
  const hasAllChanges = hidden.length < MAX_CHANGED;
  return { rows, until: hasAllChanges ? Number.POSITIVE_INFINITY : (hidden.at(-1)?.at.getTime() ?? 0) };
}

/**
 * How many of the first messages fit, and the characters left; at least one. Cuts only where
 * `canCutBefore` allows it.
 */
function fitWithin(
  messages: readonly Message[],
  characters: number,
  canCutBefore: (index: number) => boolean,
): { count: number; charactersLeft: number } {
  let charactersLeft = characters;
  for (const [index, message] of messages.entries()) {
    const size = JSON.stringify(message).length;
    if (charactersLeft < size && index > 0 && canCutBefore(index)) return { count: index, charactersLeft };
    charactersLeft -= size;
  }
  return { count: messages.length, charactersLeft };
}

/** The time just after a message's change, so it is not returned again. */
const after = ({ changedAt }: Message): string =>
  new Date(changedAt === null ? 0 : Date.parse(changedAt) + 1).toISOString();
