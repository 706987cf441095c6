import { type Fault, GENESIS, type LogHead, leafOf, verifyLog } from '@chitlaq/protocol/moderation-log';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { receiptNotFound } from './problems.ts';
import { findAuditors, findEntries, findHeadFor, findHeads, findOpening, insertHead } from './queries.ts';
import type { EntriesQuery, HeadsQuery, LogEntries, LogHeads, LogReceipt } from './schemas.ts';

const DAY_MS = 86_400_000;

/** The published heads, newest first. */
export async function listHeads(ctx: Context, { limit, before }: HeadsQuery): Promise<LogHeads> {
  const heads = await findHeads(ctx.db, { before, take: limit });
  return { items: heads.map((head) => ({ ...head, publishedAt: head.publishedAt.toISOString() })) };
}

/** Entries of the log, for staff: acts without content and without names. */
export const listEntries = async (ctx: Context, { after, limit }: EntriesQuery): Promise<LogEntries> => ({
  items: await findEntries(ctx.db, { after, take: limit }),
});

/**
 * What proves to the viewer that a decision about them, or the outcome of their appeal, is in the log.
 *
 * Cost: four look-ups by key, and the entries up to the end of the day.
 * @throws Problem 404 `receipt_not_found`
 */
export async function getReceipt(ctx: Context, viewer: Viewer, recordId: string): Promise<LogReceipt> {
  const opened = await findOpening(ctx.db, viewer.id, recordId);
  if (opened === undefined) throw receiptNotFound();
  const { seq, opening } = opened;
  const head = (await findHeadFor(ctx.db, seq)) ?? null;
  const entries = await findEntries(ctx.db, { after: seq - 2, upTo: head?.seq ?? seq });
  const own = entries.find((entry) => entry.seq === seq);
  // Somebody removed it from the database: the heads and the next entries show that, no receipt can.
  if (own === undefined) throw receiptNotFound();
  return {
    version: 1,
    campus: ctx.config.publicUrl,
    seq,
    entry: own.entry,
    previousHash: entries.find((entry) => entry.seq === seq - 1)?.hash ?? GENESIS,
    hash: own.hash,
    openings: opening,
    path: await Promise.all(entries.filter((later) => later.seq > seq).map(({ entry }) => leafOf(entry))),
    head,
  };
}

/**
 * Job, each night: publishes the head of the day that has ended. Auditors get it by email, so that copies are where nobody on the
 * server can change them.
 */
export async function publishHead(ctx: Context): Promise<void> {
  const now = ctx.clock();
  const midnight = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
  const day = new Date(midnight.getTime() - DAY_MS).toISOString().slice(0, 10);
  await ctx.transaction(async (tx) => {
    if (!(await insertHead(tx.db, day, midnight, now))) return;
    const auditors = await findAuditors(tx.db);
    for (const { id } of auditors) await tx.jobs.add('moderation.emailHead', { auditorId: id, day });
  });
}

/** Checks the whole log against its published heads, and those that somebody kept. For the operator's command. */
export async function checkLog(
  ctx: Context,
  keptHeads: readonly LogHead[],
): Promise<{ entries: number; heads: number; faults: Fault[] }> {
  const entries = await findEntries(ctx.db, { after: 0 });
  const heads = await findHeads(ctx.db, { before: undefined, take: 100_000 });
  return {
    entries: entries.length,
    heads: heads.length,
    faults: await verifyLog(entries, [...heads, ...keptHeads]),
  };
}
