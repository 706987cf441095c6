import type { Context } from '../../../platform/context.ts';
import type { Urgency } from '../reports/schemas.ts';
import { featuresOf } from './features.ts';
import { likelihoodOf, type Model } from './model.ts';
import {
  findClassifier,
  findOpenReports,
  findWeights,
  isSorting,
  type OpenReportRow,
  setScores,
} from './queries.ts';
import { subjectOf } from './readable.ts';

/** The model that this process used last. Models never change, and no two have the same id. */
let lastUsed: { id: string; model: Model } | undefined;

export async function loadModel(ctx: Context, id: string): Promise<Model | undefined> {
  if (lastUsed?.id === id) return lastUsed.model;
  const row = await findWeights(ctx.db, id);
  if (row === undefined) return undefined;
  const { weights, scale, bias } = row;
  const model = { weights: new Int8Array(weights.buffer, weights.byteOffset, weights.length), scale, bias };
  lastUsed = { id, model };
  return model;
}

/** The model, if the classifier is on. */
export async function activeModel(ctx: Context): Promise<{ id: string; model: Model } | undefined> {
  const { isOn, modelId } = await findClassifier(ctx.db);
  if (!isOn || modelId === null) return undefined;
  const model = await loadModel(ctx, modelId);
  return model && { id: modelId, model };
}

/** What cannot be read stands in the middle: neither first nor last. */
const UNKNOWN = 0.5;
const RANKS: Record<Urgency, number> = { critical: 1, high: 2, normal: 3 };

/** The place among cases that were promised for the same hour: the urgent ones first, then the likely ones. */
const precedenceOf = (urgency: Urgency, likelihood: number | null): number =>
  RANKS[urgency] + (1 - (likelihood ?? UNKNOWN)) / 2;

function score(model: Model | undefined, { id, urgency, snapshot, accountCreatedAt }: OpenReportRow) {
  if (model === undefined) return { id, likelihood: null, precedence: null };
  const likelihood =
    snapshot === null || accountCreatedAt === null
      ? null
      : likelihoodOf(model, featuresOf(subjectOf(snapshot, accountCreatedAt)).hashes);
  return { id, likelihood, precedence: precedenceOf(urgency, likelihood) };
}

const AT_ONCE = 200;

/** Job: reads all open reports with the present model, or forgets what was read if the classifier is off. */
export async function scoreReports(ctx: Context, _payload: unknown, signal?: AbortSignal): Promise<void> {
  const active = await activeModel(ctx);
  for (let after: string | null = null; ; ) {
    signal?.throwIfAborted();
    const reports = await findOpenReports(ctx.db, { after, take: AT_ONCE });
    // Off, and already forgotten: nothing to write.
    const outdated = active ? reports : reports.filter(({ precedence }) => precedence !== null);
    const scores = outdated.map((report) => score(active?.model, report));
    if (scores.length > 0) await setScores(ctx.db, scores);
    if (reports.length < AT_ONCE) return;
    after = reports.at(-1)!.id;
  }
}

/** In the transaction of a report: it is read afterwards, if the classifier is on. */
export async function scoreLater(tx: Context, reportId: string): Promise<void> {
  if (await isSorting(tx.db)) await tx.jobs.add('moderation.scoreReport', { reportId });
}

/** Job, after a report: its place in the queue. */
export async function scoreReport(ctx: Context, { reportId }: { reportId: string }): Promise<void> {
  const active = await activeModel(ctx);
  if (active === undefined) return;
  const reports = await findOpenReports(ctx.db, { after: null, take: 1, id: reportId });
  await setScores(
    ctx.db,
    reports.map((report) => score(active.model, report)),
  );
}
