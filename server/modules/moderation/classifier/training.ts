import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Context } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { evaluate, type Model, type Sample, sampleOf, trainModel } from './model.ts';
import {
  countGone,
  deleteOtherModels,
  findClassifier,
  findDecided,
  findModelFigures,
  insertModel,
  lockClassifier,
  type ModelFigures,
  setTrained,
} from './queries.ts';
import { subjectOf } from './readable.ts';
import { loadModel } from './scoring.ts';

/** Decisions of each kind without which nothing is learnt. */
export const FEWEST_DECISIONS = 100;
/** The newest ones of each kind; with about a thousand features each, they take some 25 MB. */
const MOST_DECISIONS = 3_000;
/** Of each kind: nobody who writes much teaches it alone. */
const MOST_OF_AUTHOR = 20;
const READ_AT_ONCE = 500;
const YEAR_MS = 365 * 86_400_000;
/** The newest of the decisions that a model is judged by. */
const HELD_OUT = 0.2;
/** How much less area under the curve a newer model may have: with some hundred decisions, less is chance. */
const TOLERATED_LOSS = 0.02;
/** Of each kind; with fewer, two models cannot be compared. */
const FEWEST_HELD_OUT = 10;

interface Found {
  decidedAt: Date;
  sample: Sample;
}

/** The newest decided posts of the last year, oldest first, and a digest of which they are. */
async function load(ctx: Context, signal: AbortSignal | undefined) {
  const since = new Date(ctx.clock().getTime() - YEAR_MS);
  const found: Found[] = [];
  const counts = { upheld: 0, dismissed: 0 };
  const digest = createHash('sha256');
  const authors = new Map<string, { number: number; upheld: number; dismissed: number }>();
  for (let before: string | null = null; ; ) {
    signal?.throwIfAborted();
    const rows = await findDecided(ctx.db, { since, before, take: READ_AT_ONCE });
    for (const { id, snapshot, authorId, decidedAt, accountCreatedAt, isUpheld } of rows) {
      const kind = isUpheld ? 'upheld' : 'dismissed';
      const author = authors.get(authorId) ?? { number: authors.size, upheld: 0, dismissed: 0 };
      authors.set(authorId, author);
      if (counts[kind] >= MOST_DECISIONS || author[kind] >= MOST_OF_AUTHOR) continue;
      counts[kind] += 1;
      author[kind] += 1;
      digest.update(`${id} ${isUpheld}\n`);
      found.push({
        decidedAt,
        sample: sampleOf({ ...subjectOf(snapshot, accountCreatedAt), author: author.number, isUpheld }),
      });
    }
    await setImmediate();
    const isFull = counts.upheld >= MOST_DECISIONS && counts.dismissed >= MOST_DECISIONS;
    if (rows.length < READ_AT_ONCE || isFull) break;
    before = rows.at(-1)!.id;
  }
  return { found: found.reverse(), counts, digest: digest.digest('hex'), since };
}

const hasBoth = (found: readonly Found[], fewest: number): boolean =>
  [true, false].every((kind) => found.filter(({ sample }) => sample.isUpheld === kind).length >= fewest);

/**
 * Job, each night: learns from what moderators decided about posts in the last year. A model is judged by the newest decisions, which it did
 * not learn from, and taken if it is not clearly worse there than the present one. Nothing happens if the decisions are the same as last time.
 */
export async function trainClassifier(ctx: Context, _payload: unknown, signal?: AbortSignal): Promise<void> {
  const { found, counts, digest, since } = await load(ctx, signal);
  const present = await presentModel(ctx, since);
  if (present?.figures.digest === digest && !present.isVoid)
    return finish(ctx, { result: 'unchanged', counts });
  const cut = Math.floor(found.length * (1 - HELD_OUT));
  const [learnt, heldOut] = [found.slice(0, cut), found.slice(cut)];
  if (
    counts.upheld < FEWEST_DECISIONS ||
    counts.dismissed < FEWEST_DECISIONS ||
    !hasBoth(heldOut, FEWEST_HELD_OUT)
  )
    return finish(ctx, { result: 'too_few', counts, ...(present?.isVoid ? { model: null } : {}) });
  const model = await trainModel(
    learnt.map(({ sample }) => sample),
    {
      afterPass: async () => {
        signal?.throwIfAborted();
        await setImmediate();
      },
    },
  );
  const evaluation = evaluate(
    model,
    heldOut.map(({ sample }) => sample),
  );
  if (present !== undefined && !present.isVoid && isWorse(model, present, heldOut))
    return finish(ctx, { result: 'worse', counts });
  const learntUntil = learnt.at(-1)!.decidedAt;
  await finish(ctx, {
    result: 'taken',
    counts,
    model: {
      id: newId(),
      trainedAt: ctx.clock(),
      digest,
      learntSince: since,
      learntUntil,
      gone: await countGone(ctx.db, since, learntUntil),
      upheld: learnt.filter(({ sample }) => sample.isUpheld).length,
      dismissed: learnt.filter(({ sample }) => !sample.isUpheld).length,
      heldOut: heldOut.length,
      auc: evaluation.auc ?? 0.5,
      high: evaluation.high,
      precision: evaluation.precision,
      recall: evaluation.recall,
      low: evaluation.low,
      weights: Buffer.from(model.weights.buffer),
      scale: model.scale,
      bias: model.bias,
    },
  });
}

interface Present {
  figures: ModelFigures;
  model: Model;
  /** Somebody whose posts it may have learnt from has left, or all of them are too old: it must not stay. */
  isVoid: boolean;
}

async function presentModel(ctx: Context, since: Date): Promise<Present | undefined> {
  const { modelId } = await findClassifier(ctx.db);
  if (modelId === null) return undefined;
  const [figures, model] = await Promise.all([findModelFigures(ctx.db, modelId), loadModel(ctx, modelId)]);
  if (figures === undefined || model === undefined) return undefined;
  const { learntSince, learntUntil, gone } = figures;
  const isVoid = learntUntil < since || (await countGone(ctx.db, learntSince, learntUntil)) > gone;
  return { figures, model, isVoid };
}

/** Whether a newer model loses more than chance explains. */
export const isClearlyWorse = (newer: number, present: number): boolean => newer < present - TOLERATED_LOSS;

/** Only decisions that neither of both learnt from can say so. */
function isWorse(model: Model, present: Present, heldOut: readonly Found[]): boolean {
  const unseen = heldOut.filter(({ decidedAt }) => decidedAt > present.figures.learntUntil);
  if (!hasBoth(unseen, FEWEST_HELD_OUT)) return false;
  const samples = unseen.map(({ sample }) => sample);
  return isClearlyWorse(evaluate(model, samples).auc ?? 0, evaluate(present.model, samples).auc ?? 0);
}

async function finish(
  ctx: Context,
  {
    result,
    counts,
    model,
  }: {
    result: 'taken' | 'worse' | 'unchanged' | 'too_few';
    counts: { upheld: number; dismissed: number };
    /** Undefined: the present one stays. Null: it goes. */
    model?: (ModelFigures & { weights: Buffer; scale: number; bias: number }) | null;
  },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockClassifier(tx.db);
    if (model) await insertModel(tx.db, model);
    await setTrained(tx.db, {
      at: tx.clock(),
      result,
      ...counts,
      ...(model === undefined ? {} : { modelId: model?.id ?? null }),
    });
    if (model === undefined) return;
    await deleteOtherModels(tx.db, model?.id ?? null);
    await tx.jobs.add('moderation.scoreReports', {}, { key: 'moderation.scoreReports' });
  });
}
