import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { WrittenPost } from '../../content/index.ts';
import type { RehearsalResult, RuleAction } from './schemas.ts';

// What rules read of members

export interface Author {
  id: string;
  createdAt: Date;
  universityId: string;
}

/** Index: auth.users_pkey. */
export async function findAuthors(db: Db, ids: readonly string[]): Promise<Map<string, Author>> {
  const { rows } = await sql<Author>`
    select id, created_at as "createdAt", university_id as "universityId"
    from auth.member_view where id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Index: universities_pkey. */
export async function findUniversityNames(
  db: Db,
  ids: readonly string[],
): Promise<{ id: string; name: string; nameTr: string }[]> {
  const { rows } = await sql<{ id: string; name: string; nameTr: string }>`
    select distinct university_id as id, university_name as name, university_name_tr as "nameTr"
    from auth.member_view where university_id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

/** More than any number that a rule can name. */
const MAX_STARTS = 200;

/**
 * For each post, when its author began conversations in the window before it, and whether with somebody who followed them. Index:
 * conversations_created_by, memberships_pkey, follows_pkey.
 */
export async function findConversationStarts(
  db: Db,
  posts: readonly Pick<WrittenPost, 'id' | 'authorId' | 'createdAt'>[],
  windowMs: number,
): Promise<{ postId: string; startedAt: Date; withFollower: boolean }[]> {
  const { rows } = await sql<{ postId: string; startedAt: Date; withFollower: boolean }>`
    select given.id as "postId", start.started_at as "startedAt", start.with_follower as "withFollower"
    from unnest(${posts.map(({ id }) => id)}::uuid[], ${posts.map(({ authorId }) => authorId)}::uuid[],
      ${posts.map(({ createdAt }) => createdAt)}::timestamptz[],
      ${posts.map(({ createdAt }) => new Date(createdAt.getTime() - windowMs))}::timestamptz[]) as given (id, author_id, until, since)
    cross join lateral (
      select started_at, with_follower from messaging.conversation_start_view
      where member_id = given.author_id and started_at > given.since and started_at <= given.until
      order by started_at desc limit ${MAX_STARTS}) start`.execute(db);
  return rows;
}

// Rules and versions

export interface VersionRow {
  ruleId: string;
  version: number;
  name: string;
  text: string;
  action: RuleAction;
  campusRuleId: string;
  noticeTr: string;
  noticeEn: string;
  limitPercent: number;
  limitMinimum: number;
  writtenBy: { id: string; username: string } | null;
  writtenAt: Date;
}

const versionColumns = sql`
  written.rule_id as "ruleId", written.version, written.name, written.text, written.action, written.campus_rule_id as "campusRuleId",
  written.notice_tr as "noticeTr", written.notice_en as "noticeEn", written.limit_percent as "limitPercent",
  written.limit_minimum as "limitMinimum", written.written_at as "writtenAt",
  case when author.id is not null then json_build_object('id', author.id, 'username', author.username) end as "writtenBy"`;

export interface RuleRow extends VersionRow {
  onVersion: number | null;
  onSince: Date | null;
  stoppedAt: Date | null;
  isRehearsed: boolean;
  hits: number;
  judged: number;
  dismissed: number;
}

/** A version was rehearsed to the end, and after the rule had switched itself off. */
const isRehearsed = sql`exists (
  select from moderation.rehearsals rehearsal
  where rehearsal.rule_id = rule.id and rehearsal.version = written.version and rehearsal.status = 'done'
    and (rule.stopped_at is null or rehearsal.started_at >= rule.stopped_at))`;

/**
 * Rules in their newest version, newest first; one, or all. Index: automatic_rules_pkey, automatic_rule_hits_time,
 * automatic_rule_hits_judged, rehearsals_version.
 */
export async function findRules(db: Db, since: Date, id: string | null = null): Promise<RuleRow[]> {
  const { rows } = await sql<RuleRow>`
    select ${versionColumns}, rule.on_version as "onVersion", rule.on_since as "onSince", rule.stopped_at as "stoppedAt",
      ${isRehearsed} as "isRehearsed",
      (select count(*)::int from moderation.automatic_rule_hits hit where hit.rule_id = rule.id and hit.hit_at >= ${since}) as hits,
      judged.judged, judged.dismissed
    from moderation.automatic_rules rule
    join moderation.automatic_rule_versions written on written.rule_id = rule.id and written.version = rule.version
    left join auth.member_view author on author.id = written.written_by
    cross join lateral (
      select count(*)::int as judged, (count(*) filter (where hit.verdict = 'dismissed'))::int as dismissed
      from moderation.automatic_rule_hits hit
      where hit.rule_id = rule.id and hit.verdict is not null and hit.judged_at >= rule.on_since) judged
    where ${id}::uuid is null or rule.id = ${id}::uuid
    order by rule.id desc limit 500`.execute(db);
  return rows;
}

/** Every version of a rule, newest first. Index: automatic_rule_versions_pkey. */
export async function findVersions(db: Db, ruleId: string): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select ${versionColumns} from moderation.automatic_rule_versions written
    left join auth.member_view author on author.id = written.written_by
    where written.rule_id = ${ruleId} order by written.version desc limit 200`.execute(db);
  return rows;
}

/** The rules that act, in the version that does. Index: automatic_rules_on. */
export async function findActingRules(db: Db): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select ${versionColumns} from moderation.automatic_rules rule
    join moderation.automatic_rule_versions written on written.rule_id = rule.id and written.version = rule.on_version
    left join auth.member_view author on author.id = written.written_by
    where rule.on_version is not null order by rule.id`.execute(db);
  return rows;
}

export async function insertRule(db: Db, id: string, at: Date): Promise<void> {
  await db.insertInto('moderation.automatic_rules').values({ id, version: 1, changed_at: at }).execute();
}

export interface NewVersion extends Omit<VersionRow, 'writtenBy'> {
  writtenBy: string;
}

export async function insertVersion(db: Db, written: NewVersion): Promise<void> {
  await db
    .insertInto('moderation.automatic_rule_versions')
    .values({
      rule_id: written.ruleId,
      version: written.version,
      name: written.name,
      text: written.text,
      action: written.action,
      campus_rule_id: written.campusRuleId,
      notice_tr: written.noticeTr,
      notice_en: written.noticeEn,
      limit_percent: written.limitPercent,
      limit_minimum: written.limitMinimum,
      written_by: written.writtenBy,
      written_at: written.writtenAt,
    })
    .execute();
}

export interface LockedRule {
  id: string;
  version: number;
  onVersion: number | null;
  onSince: Date | null;
  stoppedAt: Date | null;
}

/** Locks rules in the order of their ids, before anything that their change depends on is read. Index: automatic_rules_pkey. */
export async function lockRules(db: Db, ids: readonly string[]): Promise<LockedRule[]> {
  const { rows } = await sql<LockedRule>`
    select id, version, on_version as "onVersion", on_since as "onSince", stopped_at as "stoppedAt"
    from moderation.automatic_rules where id = any(${ids}::uuid[]) order by id for no key update`.execute(db);
  return rows;
}

/** Keeps a rule as it is until the commit, if this version of it acts. Index: automatic_rules_pkey. */
export async function holdActingRule(db: Db, id: string, version: number): Promise<boolean> {
  const { rows } = await sql`
    select id from moderation.automatic_rules where id = ${id} and on_version = ${version} for share`.execute(
    db,
  );
  return rows.length > 0;
}

export async function setNewestVersion(db: Db, id: string, version: number, at: Date): Promise<void> {
  await db
    .updateTable('moderation.automatic_rules')
    .set({ version, changed_at: at })
    .where('id', '=', id)
    .execute();
}

export async function setOn(db: Db, id: string, version: number, at: Date): Promise<void> {
  await db
    .updateTable('moderation.automatic_rules')
    .set({ on_version: version, on_since: at, stopped_at: null, changed_at: at })
    .where('id', '=', id)
    .execute();
}

/** @param byItself  it was wrong too often */
export async function setOff(db: Db, id: string, at: Date, byItself: boolean): Promise<void> {
  await db
    .updateTable('moderation.automatic_rules')
    .set({ on_version: null, changed_at: at, ...(byItself ? { stopped_at: at } : {}) })
    .where('id', '=', id)
    .execute();
}

// Hits

/** @returns false if the post was a hit of this version before: the job may run twice */
export async function insertHit(
  db: Db,
  hit: { ruleId: string; version: number; postId: string; at: Date },
): Promise<boolean> {
  const result = await db
    .insertInto('moderation.automatic_rule_hits')
    .values({ rule_id: hit.ruleId, version: hit.version, post_id: hit.postId, hit_at: hit.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function setHitAct(
  db: Db,
  hit: { ruleId: string; version: number; postId: string },
  act: { reportId: string; decisionId: string | null },
): Promise<void> {
  await db
    .updateTable('moderation.automatic_rule_hits')
    .set({ report_id: act.reportId, decision_id: act.decisionId })
    .where('rule_id', '=', hit.ruleId)
    .where('version', '=', hit.version)
    .where('post_id', '=', hit.postId)
    .execute();
}

export interface HitRow {
  ruleId: string;
  version: number;
  postId: string;
  reportId: string | null;
  decisionId: string | null;
}

/** Index: automatic_rule_hits_report. */
export async function findHitsOfReports(db: Db, reportIds: readonly string[]): Promise<HitRow[]> {
  const { rows } = await sql<HitRow>`
    select rule_id as "ruleId", version, post_id as "postId", report_id as "reportId", decision_id as "decisionId"
    from moderation.automatic_rule_hits where report_id = any(${reportIds}::uuid[])`.execute(db);
  return rows;
}

/** The hits that a decision is, or that it followed. Index: automatic_rule_hits_decision, reports_decision, automatic_rule_hits_report. */
export async function findHitsOfDecision(db: Db, decisionId: string): Promise<HitRow[]> {
  const { rows } = await sql<HitRow>`
    select rule_id as "ruleId", version, post_id as "postId", report_id as "reportId", decision_id as "decisionId"
    from moderation.automatic_rule_hits where decision_id = ${decisionId}
    union
    select hit.rule_id, hit.version, hit.post_id, hit.report_id, hit.decision_id
    from moderation.reports report join moderation.automatic_rule_hits hit on hit.report_id = report.id
    where report.decision_id = ${decisionId}`.execute(db);
  return rows;
}

export async function setVerdict(
  db: Db,
  hits: readonly HitRow[],
  verdict: 'upheld' | 'dismissed',
  at: Date,
): Promise<void> {
  await sql`
    update moderation.automatic_rule_hits hit set verdict = ${verdict}, judged_at = ${at}
    from unnest(${hits.map(({ ruleId }) => ruleId)}::uuid[], ${hits.map(({ version }) => version)}::int[],
      ${hits.map(({ postId }) => postId)}::uuid[]) as given (rule_id, version, post_id)
    where hit.rule_id = given.rule_id and hit.version = given.version and hit.post_id = given.post_id`.execute(
    db,
  );
}

export interface Judgement {
  judged: number;
  dismissed: number;
  limitPercent: number;
  limitMinimum: number;
  name: string;
  campusRuleId: string;
}

/** What people made of a version's hits since it was switched on, and its limit. Index: automatic_rule_hits_judged. */
export async function findJudgement(
  db: Db,
  ruleId: string,
  version: number,
  since: Date,
): Promise<Judgement> {
  const { rows } = await sql<Judgement>`
    select count(hit.post_id)::int as judged, (count(*) filter (where hit.verdict = 'dismissed'))::int as dismissed,
      written.limit_percent as "limitPercent", written.limit_minimum as "limitMinimum", written.name,
      written.campus_rule_id as "campusRuleId"
    from moderation.automatic_rule_versions written
    left join moderation.automatic_rule_hits hit on hit.rule_id = written.rule_id and hit.version = written.version
      and hit.verdict is not null and hit.judged_at >= ${since}
    where written.rule_id = ${ruleId} and written.version = ${version}
    group by written.rule_id, written.version`.execute(db);
  return rows[0]!;
}

/** Closes reports of rules that an appeal has answered. */
export async function closeReports(db: Db, reportIds: readonly string[], at: Date): Promise<void> {
  await sql`
    update moderation.reports set status = 'dismissed', resolved_at = ${at}
    where id = any(${reportIds}::uuid[]) and status = 'open' and reporter_id is null`.execute(db);
}

// Rehearsals

export interface RehearsalRow {
  id: string;
  ruleId: string;
  version: number;
  status: 'waiting' | 'running' | 'done' | 'failed';
  since: Date;
  until: Date;
  read: number;
  total: number;
  result: (RehearsalResult & { sample: string[] }) | null;
  startedAt: Date;
  finishedAt: Date | null;
}

const rehearsals = (db: Db) =>
  db
    .selectFrom('moderation.rehearsals')
    .select([
      'id',
      'rule_id as ruleId',
      'version',
      'status',
      'since',
      'until',
      'read',
      'total',
      'result',
      'started_at as startedAt',
      'finished_at as finishedAt',
    ]);

/** @returns false if one of this version is under way. Index: rehearsals_in_progress */
export async function insertRehearsal(
  db: Db,
  rehearsal: { id: string; ruleId: string; version: number; since: Date; until: Date; by: string },
): Promise<boolean> {
  const result = await db
    .insertInto('moderation.rehearsals')
    .values({
      id: rehearsal.id,
      rule_id: rehearsal.ruleId,
      version: rehearsal.version,
      since: rehearsal.since,
      until: rehearsal.until,
      started_by: rehearsal.by,
      started_at: rehearsal.until,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The last rehearsal of a version. Index: rehearsals_version. */
export const findLastRehearsal = (
  db: Db,
  ruleId: string,
  version: number,
): Promise<RehearsalRow | undefined> =>
  rehearsals(db)
    .where('rule_id', '=', ruleId)
    .where('version', '=', version)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Index: rehearsals_pkey. */
export const findRehearsal = (db: Db, id: string): Promise<RehearsalRow | undefined> =>
  rehearsals(db).where('id', '=', id).executeTakeFirst();

/** Index: rehearsals_version. */
export async function wasRehearsed(
  db: Db,
  ruleId: string,
  version: number,
  notBefore: Date | null,
): Promise<boolean> {
  const row = await db
    .selectFrom('moderation.rehearsals')
    .select('id')
    .where('rule_id', '=', ruleId)
    .where('version', '=', version)
    .where('status', '=', 'done')
    .$if(notBefore !== null, (query) => query.where('started_at', '>=', notBefore as Date))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function setProgress(db: Db, id: string, read: number, total: number): Promise<void> {
  await db
    .updateTable('moderation.rehearsals')
    .set({ status: 'running', read, total })
    .where('id', '=', id)
    .execute();
}

export async function finishRehearsal(
  db: Db,
  id: string,
  outcome: { read: number; result: (RehearsalResult & { sample: string[] }) | null; at: Date },
): Promise<void> {
  await db
    .updateTable('moderation.rehearsals')
    .set({
      status: outcome.result === null ? 'failed' : 'done',
      read: outcome.read,
      total: outcome.read,
      result: outcome.result === null ? null : JSON.stringify(outcome.result),
      finished_at: outcome.at,
    })
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .execute();
}

/** What moderators made of posts, whoever reported them. Index: reports_subject, decisions_pkey. */
export async function findPastVerdicts(
  db: Db,
  postIds: readonly string[],
): Promise<Map<string, 'upheld' | 'dismissed'>> {
  const { rows } = await sql<{ postId: string; verdict: 'upheld' | 'dismissed' }>`
    select report.subject_id as "postId",
      case when bool_or(report.status = 'upheld' and decision.reversed_at is null) then 'upheld' else 'dismissed' end as verdict
    from moderation.reports report left join moderation.decisions decision on decision.id = report.decision_id
    where report.subject_type = 'post' and report.subject_id = any(${postIds}::uuid[]) and report.status <> 'open'
    group by report.subject_id`.execute(db);
  return new Map(rows.map(({ postId, verdict }) => [postId, verdict]));
}
