import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { content } from '../../content/index.ts';
import { messaging } from '../../messaging/index.ts';
import {
  type CaseReportRow,
  type CaseRow,
  type DecisionRow,
  decisionsOf,
  ownersOf,
  type PostNow,
  postsNow,
  reportsOf,
} from './queries.ts';
import { type Case, SeenMember, SeenMessage, SeenPost } from './schemas.ts';

const REPORTS_EACH = 20;

const named = (id: string | null, username: string | null) =>
  id === null || username === null ? null : { id, username };

/** @param isOwn  the report is about the viewer, who does not learn from whom it is */
const toReport = (row: CaseReportRow, isOwn: boolean): Case['reports'][number] => ({
  id: row.id,
  reporter: isOwn ? null : named(row.reporterId, row.reporterName),
  reason: row.reason,
  comment: isOwn ? null : row.comment,
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
 * Cases with all that a moderator needs to decide. What the viewer could not read as a member is left out: every message,
 * and posts that are not for them. `opened` puts it in.
 * A fixed number of queries for a page, whatever its length.
 */
export async function presentCases(ctx: Context, viewer: Viewer, rows: CaseRow[]): Promise<Case[]> {
  const idsOf = (type: CaseRow['subjectType']) =>
    rows.filter((row) => row.subjectType === type).map((row) => row.subjectId);
  const [reports, owners, posts, meant, messages, decisions] = await Promise.all([
    reportsOf(ctx.db, rows, REPORTS_EACH),
    ownersOf(
      ctx.db,
      rows.flatMap((row) => row.ownerId ?? []),
    ),
    postsNow(ctx.db, idsOf('post')),
    content.meantFor(ctx, viewer, idsOf('post')),
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
    const isClosed = {
      post: !meant.has(row.subjectId),
      message: true,
      user: false,
    }[row.subjectType];
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
      post: isClosed ? null : post,
      member: row.subjectType === 'user' ? SeenMember.parse(row.seen) : null,
      message: null,
      isClosed,
      isGone,
      contentNow: isClosed ? null : changed(post, now),
      reports: ofCase.map((report) => toReport(report, row.ownerId === viewer.id)),
      reportCount: ofCase[0]?.count ?? 0,
      decision: toDecision(decisions.find(({ id }) => id === row.decisionId)),
    };
  });
}

/** The post's text where it has changed since it was reported. */
const changed = (post: Case['post'], now: PostNow | undefined): string | null =>
  now !== undefined && now.content !== post?.content ? now.content : null;

/** A case with what is closed to the viewer: for a member of staff who gave a reason, which is logged. */
export async function opened(ctx: Context, one: Case, row: CaseRow): Promise<Case> {
  if (row.subjectType === 'message') return { ...one, message: SeenMessage.parse(row.seen) };
  const post = SeenPost.parse(row.seen);
  const [now] = await postsNow(ctx.db, [row.subjectId]);
  return { ...one, post, contentNow: changed(post, now) };
}
