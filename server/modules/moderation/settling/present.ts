import type { Context } from '../../../platform/context.ts';
import {
  type CaseReportRow,
  type CaseRow,
  type DecisionRow,
  decisionsOf,
  ownersOf,
  postsNow,
  reportsOf,
} from './queries.ts';
import { type Case, SeenMember, SeenPost } from './schemas.ts';

const REPORTS_EACH = 20;

const named = (id: string | null, username: string | null) =>
  id === null || username === null ? null : { id, username };

const toReport = (row: CaseReportRow): Case['reports'][number] => ({
  id: row.id,
  reporter: named(row.reporterId, row.reporterName),
  reason: row.reason,
  comment: row.comment,
  createdAt: row.createdAt.toISOString(),
});

const toDecision = (row: DecisionRow | undefined): Case['decision'] =>
  row === undefined
    ? null
    : {
        outcome: row.outcome,
        note: row.note,
        decidedBy: named(row.decidedBy, row.decidedByName),
        decidedAt: row.decidedAt.toISOString(),
      };

/** Cases with all that a moderator needs to decide. Four queries for a page, whatever its length. */
export async function presentCases(ctx: Context, rows: CaseRow[]): Promise<Case[]> {
  const postIds = rows.filter((row) => row.subjectType === 'post').map((row) => row.subjectId);
  const [reports, owners, posts, decisions] = await Promise.all([
    reportsOf(ctx.db, rows, REPORTS_EACH),
    ownersOf(
      ctx.db,
      rows.flatMap((row) => row.ownerId ?? []),
    ),
    postsNow(ctx.db, postIds),
    decisionsOf(
      ctx.db,
      rows.flatMap((row) => row.decisionId ?? []),
    ),
  ]);
  return rows.map((row) => {
    const ofCase = reports.filter((report) => report.key === row.key);
    const owner = owners.find(({ id }) => id === row.ownerId) ?? null;
    const now = posts.find(({ id }) => id === row.subjectId);
    const isPost = row.subjectType === 'post';
    const post = isPost ? SeenPost.parse(row.seen) : null;
    return {
      id: row.id,
      subjectType: row.subjectType,
      subjectId: row.subjectId,
      owner,
      post,
      member: isPost ? null : SeenMember.parse(row.seen),
      isGone: isPost ? now === undefined : owner === null || owner.status === 'deleted',
      contentNow: now !== undefined && now.content !== post?.content ? now.content : null,
      reports: ofCase.map(toReport),
      reportCount: ofCase[0]?.count ?? 0,
      decision: toDecision(decisions.find(({ id }) => id === row.decisionId)),
    };
  });
}
