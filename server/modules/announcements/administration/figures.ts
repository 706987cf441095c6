import { type PublishedCount, publishedCount, publishedParts } from '@chitlaq/protocol/moderation-log';
import type { Context } from '../../../platform/context.ts';
import {
  countReceipts,
  deleteReceipts,
  findEndedWithReceipts,
  findManaged,
  lockAnnouncement,
  type ReceiptCounts,
  saveFigures,
} from './queries.ts';
import type { Figures } from './schemas.ts';

const KINDS = ['seen', 'dismissed', 'opened'] as const;
type Kind = (typeof KINDS)[number];

/** Receipts that are deleted in one statement. */
const BATCH = 1_000;

/**
 * What may be known of the receipts: no count of one to four people, and none that another count gives away, as the rest of those who
 * have seen it or as the rest of a sum.
 */
export function figuresOf(counts: readonly ReceiptCounts[]): Figures {
  const published = (kind: Kind): { total: PublishedCount; parts: PublishedCount[] } => {
    const parts = publishedParts(counts.map((count) => count[kind]));
    const total = publishedCount(counts.reduce((sum, count) => sum + count[kind], 0));
    return { total, parts };
  };
  const byKind = { seen: published('seen'), dismissed: published('dismissed'), opened: published('opened') };
  /** Null too if those who did not do it are so few. */
  const unlessRestIsSmall = (count: PublishedCount, seen: PublishedCount): PublishedCount =>
    count === null || seen === null || publishedCount(seen - count) === null ? null : count;
  const row = (countOf: (kind: Kind) => PublishedCount) => {
    const seen = countOf('seen');
    return {
      seen,
      dismissed: unlessRestIsSmall(countOf('dismissed'), seen),
      opened: unlessRestIsSmall(countOf('opened'), seen),
    };
  };
  return {
    ...row((kind) => byKind[kind].total),
    universities: counts.flatMap(({ universityId, name }, index) => {
      const figures = row((kind) => byKind[kind].parts[index] ?? null);
      return figures.seen === null || figures.seen === 0 ? [] : [{ id: universityId, name, ...figures }];
    }),
  };
}

/** The figures of an announcement that has begun. */
export const currentFigures = async (ctx: Context, id: string): Promise<Figures> =>
  figuresOf(await countReceipts(ctx.db, id));

/**
 * Sweep: when an announcement has ended, keeps what may be known of its receipts, and deletes them. A receipt that was being written
 * meanwhile is deleted by the next run.
 */
export async function keepFiguresOfEnded(ctx: Context): Promise<boolean> {
  const ended = await findEndedWithReceipts(ctx.db, ctx.clock());
  for (const { id, hasFigures } of ended) {
    if (!hasFigures)
      await ctx.transaction(async (tx) => {
        await lockAnnouncement(tx.db, id);
        if ((await findManaged(tx.db, id))?.figures === null)
          await saveFigures(tx.db, id, await currentFigures(tx, id));
      });
    while ((await deleteReceipts(ctx.db, id, BATCH)) > 0);
  }
  return ended.length > 0;
}
