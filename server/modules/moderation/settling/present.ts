import type { Context } from '../../../platform/context.ts';
import { messaging } from '../../messaging/index.ts';
import {
  type CaseReportRow,
  type CaseRow,
  type DecisionRow,
  decisionsOf,
  ownersOf,
  postsNow,
  reportsOf,
} from './queries.ts';
import { type Case, SeenMember, SeenMessage, SeenPost } from './schemas.ts';

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

/**
 * Cases with all that a moderator needs to decide; what a message says is left out, which `withMessage` puts in.
 * Five queries for a page, whatever its length.
 */
export async function presentCases(ctx: Context, rows: CaseRow[]): Promise<Case[]> {
  const idsOf = (type: CaseRow['subjectType']) =>
    rows.filter((row) => row.subjectType === type).map((row) => row.subjectId);
  const [reports, owners, posts, messages, decisions] = await Promise.all([
    reportsOf(ctx.db, rows, REPORTS_EACH),
    ownersOf(
      ctx.db,
      rows.flatMap((row) => row.ownerId ?? []),
    ),
    postsNow(ctx.db, idsOf('post')),
    messaging.standing(ctx, idsOf('message')),
    decisionsOf(
      ctx.db,
      rows.flatMap((row) => row.decisionId ?? []),
    ),
  ]);
  return rows.map((row) => {
    const ofCase = reports.filter((report) => report.key === row.key);
    const owner = owners.find(({ id }) => id === row.ownerId) ?? null;
    const now = posts.find(({ id }) => id === row.subjectId);
    const post = row.subjectType === 'post' ? SeenPost.parse(row.seen) : null;
    const isGone = {
      post: now === undefined,
      message: !messages.has(row.subjectId),
      user: owner === null || owner.status === 'deleted',
    }[row.subjectType];
    return {
      id: row.id,
      subjectType: row.subjectType,
      subjectId: row.subjectId,
      owner,
      post,
      member: row.subjectType === 'user' ? SeenMember.parse(row.seen) : null,
      message: null,
      isGone,
      contentNow: now !== undefined && now.content !== post?.content ? now.content : null,
      reports: ofCase.map(toReport),
      reportCount: ofCase[0]?.count ?? 0,
      decision: toDecision(decisions.find(({ id }) => id === row.decisionId)),
    };
  });
}

/** A case of a message with what its first reporter saw: for who opens it, which is logged. */
export const withMessage = (one: Case, row: CaseRow): Case => ({
  ...one,
  message: row.subjectType === 'message' ? SeenMessage.parse(row.seen) : null,
});
