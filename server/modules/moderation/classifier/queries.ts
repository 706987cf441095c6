import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Urgency } from '../reports/schemas.ts';
import type { TrainingResult } from './schemas.ts';

export interface ClassifierRow {
  isOn: boolean;
  modelId: string | null;
  trainedAt: Date | null;
  result: TrainingResult | null;
  upheld: number;
  dismissed: number;
}

const state = (db: Db) =>
  db
    .selectFrom('moderation.classifier')
    .select([
      'is_on as isOn',
      'model_id as modelId',
      'trained_at as trainedAt',
      'result',
      'upheld',
      'dismissed',
    ]);

/** Whether the queue is sorted by likelihood within an hour. */
export async function isSorting(db: Db): Promise<boolean> {
  const { isOn, modelId } = await findClassifier(db);
  return isOn && modelId !== null;
}

export const findClassifier = (db: Db): Promise<ClassifierRow> => state(db).executeTakeFirstOrThrow();

export const lockClassifier = (db: Db): Promise<ClassifierRow> =>
  state(db).forUpdate().executeTakeFirstOrThrow();

export async function setOn(db: Db, isOn: boolean): Promise<void> {
  await db.updateTable('moderation.classifier').set({ is_on: isOn }).execute();
}

/** What a training came to. Without `modelId` the model stays. */
export async function setTrained(
  db: Db,
  trained: { at: Date; result: TrainingResult; upheld: number; dismissed: number; modelId?: string | null },
): Promise<void> {
  await db
    .updateTable('moderation.classifier')
    .set({
      trained_at: trained.at,
      result: trained.result,
      upheld: trained.upheld,
      dismissed: trained.dismissed,
      ...(trained.modelId === undefined ? {} : { model_id: trained.modelId }),
    })
    .execute();
}

export interface ModelFigures {
  id: string;
  trainedAt: Date;
  digest: string;
  learntSince: Date;
  learntUntil: Date;
  gone: number;
  upheld: number;
  dismissed: number;
  heldOut: number;
  auc: number;
  high: number | null;
  precision: number | null;
  recall: number | null;
  low: number | null;
}

/** A model without its weights. Index: classifier_models_pkey. */
export const findModelFigures = (db: Db, id: string): Promise<ModelFigures | undefined> =>
  db
    .selectFrom('moderation.classifier_models')
    .select([
      'id',
      'trained_at as trainedAt',
      'digest',
      'learnt_since as learntSince',
      'learnt_until as learntUntil',
      'gone',
      'upheld',
      'dismissed',
      'held_out as heldOut',
      'auc',
      'high',
      'precision_high as precision',
      'recall_high as recall',
      'low',
    ])
    .where('id', '=', id)
    .executeTakeFirst();

/** The weights of a model. Index: classifier_models_pkey. */
export const findWeights = (db: Db, id: string) =>
  db
    .selectFrom('moderation.classifier_models')
    .select(['weights', 'scale', 'bias'])
    .where('id', '=', id)
    .executeTakeFirst();

export async function insertModel(
  db: Db,
  { weights, scale, bias, ...figures }: ModelFigures & { weights: Buffer; scale: number; bias: number },
): Promise<void> {
  await db
    .insertInto('moderation.classifier_models')
    .values({
      id: figures.id,
      trained_at: figures.trainedAt,
      digest: figures.digest,
      learnt_since: figures.learntSince,
      learnt_until: figures.learntUntil,
      gone: figures.gone,
      upheld: figures.upheld,
      dismissed: figures.dismissed,
      held_out: figures.heldOut,
      auc: figures.auc,
      high: figures.high,
      precision_high: figures.precision,
      recall_high: figures.recall,
      low: figures.low,
      bias,
      scale,
      weights,
    })
    .execute();
}

/** Keeps the model that is used. */
export async function deleteOtherModels(db: Db, id: string | null): Promise<void> {
  await sql`delete from moderation.classifier_models where id is distinct from ${id}`.execute(db);
}

export interface DecidedRow {
  id: string;
  snapshot: unknown;
  authorId: string;
  decidedAt: Date;
  accountCreatedAt: Date;
  isUpheld: boolean;
}

/**
 * Final decisions of people about reported posts that were for all or for a university, by an author who is still here. An upheld appeal
 * turns the decision around. One that waits for an appeal, or was taken back otherwise, says nothing. By id, newest first.
 * Index: decisions_pkey, reports_decision, appeals_decision_id_key.
 */
export async function findDecided(
  db: Db,
  { since, before, take }: { since: Date; before: string | null; take: number },
): Promise<DecidedRow[]> {
  const { rows } = await sql<DecidedRow>`
    select decision.id, first.snapshot, author.id as "authorId", decision.decided_at as "decidedAt", author.created_at as "accountCreatedAt",
      (decision.outcome <> 'dismissed' and appeal.status is distinct from 'upheld') as "isUpheld"
    from moderation.decisions decision
    join profiles.member_view author on author.id = decision.subject_owner_id and author.status <> 'deleted' and not author.is_private
    join lateral (select snapshot from moderation.reports where decision_id = decision.id order by id limit 1) first on true
    left join moderation.appeals appeal on appeal.decision_id = decision.id
    where decision.subject_type = 'post' and decision.outcome <> 'post_held' and decision.decided_at >= ${since}
      and first.snapshot->>'visibility' in ('public', 'university')
      and (appeal.status is distinct from 'open') and (decision.reversed_at is null or appeal.status = 'upheld')
      and (${before}::uuid is null or decision.id < ${before}::uuid)
    order by decision.id desc limit ${take}`.execute(db);
  return rows;
}

/** Decisions of a time about posts whose author is gone. */
export async function countGone(db: Db, since: Date, until: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from moderation.decisions
    where subject_type = 'post' and subject_owner_id is null and decided_at >= ${since} and decided_at <= ${until}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

export interface OpenReportRow {
  id: string;
  urgency: Urgency;
  /** Null: nothing that the classifier reads, such as a message or a post for followers. */
  snapshot: unknown;
  accountCreatedAt: Date | null;
  likelihood: number | null;
  precedence: number | null;
}

/** Open reports by id: all, or one. Index: reports_waiting, reports_pkey. */
export async function findOpenReports(
  db: Db,
  { after, take, id }: { after: string | null; take: number; id?: string },
): Promise<OpenReportRow[]> {
  const { rows } = await sql<OpenReportRow>`
    select report.id, coalesce(times.urgency, 'normal') as urgency, report.likelihood, report.precedence,
      case when author.id is not null then report.snapshot end as snapshot, author.created_at as "accountCreatedAt"
    from moderation.reports report
    left join moderation.response_times times on times.reason = report.reason
    left join profiles.member_view author on report.subject_type = 'post' and author.id = report.subject_owner_id
      and author.status <> 'deleted' and not author.is_private and report.snapshot->>'visibility' in ('public', 'university')
    where report.status = 'open' and ${id === undefined ? sql`(${after}::uuid is null or report.id > ${after}::uuid)` : sql`report.id = ${id}`}
    order by report.id limit ${take}`.execute(db);
  return rows;
}

/** Only while a report is open: what was said about a decided one stays. Locks in the order of ids, as decisions do. */
export async function setScores(
  db: Db,
  scores: readonly { id: string; likelihood: number | null; precedence: number | null }[],
): Promise<void> {
  await sql`
    with given as (select * from json_to_recordset(${JSON.stringify(scores)}::json) as given (id uuid, likelihood real, precedence real)),
    locked as (select id from moderation.reports where id in (select id from given) and status = 'open' order by id for no key update)
    update moderation.reports report set likelihood = given.likelihood, precedence = given.precedence
    from given where report.id = given.id and report.id in (select id from locked)`.execute(db);
}

/** When an account was made; undefined if the classifier may not read its posts. */
export async function findReadableAuthor(db: Db, id: string): Promise<Date | undefined> {
  const { rows } = await sql<{ createdAt: Date }>`
    select created_at as "createdAt" from profiles.member_view where id = ${id} and status <> 'deleted' and not is_private`.execute(
    db,
  );
  return rows[0]?.createdAt;
}

export interface Agreement {
  cases: number;
  agreed: number;
  /** Cases that it was sure about, and in how many of them moderators acted, or did not. */
  high: number;
  highUpheld: number;
  low: number;
  lowDismissed: number;
}

/** What moderators decided about cases that were scored before. An upheld appeal turns a decision around. */
export async function countAgreement(
  db: Db,
  since: Date,
  { high, low }: { high: number | null; low: number | null },
): Promise<Agreement> {
  const { rows } = await sql<Agreement>`
    with judged as (
      select first.likelihood, decision.outcome <> 'dismissed' and appeal.status is distinct from 'upheld' as is_upheld
      from moderation.decisions decision
      join lateral (select likelihood from moderation.reports where decision_id = decision.id order by id limit 1) first on first.likelihood is not null
      left join moderation.appeals appeal on appeal.decision_id = decision.id
      where decision.decided_at >= ${since} and decision.outcome <> 'post_held'
    )
    select count(*)::int as cases, count(*) filter (where (likelihood >= 0.5) = is_upheld)::int as agreed,
      count(*) filter (where likelihood >= ${high}::real)::int as high,
      count(*) filter (where likelihood >= ${high}::real and is_upheld)::int as "highUpheld",
      count(*) filter (where likelihood <= ${low}::real)::int as low,
      count(*) filter (where likelihood <= ${low}::real and not is_upheld)::int as "lowDismissed"
    from judged`.execute(db);
  return rows[0] as Agreement;
}
