import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { content } from '../../content/index.ts';
import { messaging } from '../../messaging/index.ts';
import { type Claim, findClaims } from '../claims/queries.ts';
import {
  type CaseReportRow,
  type CaseRow,
  type CurrentPost,
  type DecisionRow,
  findCurrentPosts,
  findDecisions,
  findOwners,
  findReports,
} from './queries.ts';
import { type Case, MemberSnapshot, MessageSnapshot, PostSnapshot } from './schemas.ts';

const REPORTS_PER_CASE = 20;

const toMemberRef = (id: string | null, username: string | null) =>
  id === null || username === null ? null : { id, username };

/** @param isAboutViewer  the report is about the viewer, who does not learn who reported them */
const toReport = (row: CaseReportRow, isAboutViewer: boolean): Case['reports'][number] => ({
  id: row.id,
  reporter: isAboutViewer ? null : toMemberRef(row.reporterId, row.reporterName),
  automaticRule: isAboutViewer ? null : row.automaticRule,
  reason: row.reason,
  comment: isAboutViewer ? null : row.comment,
  createdAt: row.createdAt.toISOString(),
});

const toDecision = (row: DecisionRow | undefined): Case['decision'] =>
  row === undefined
    ? null
    : {
        outcome: row.outcome,
        note: row.note ?? '',
        rule: row.ruleId,
        reason: row.reason,
        endsAt: row.endsAt?.toISOString() ?? null,
        reversedAt: row.reversedAt?.toISOString() ?? null,
        decidedBy: toMemberRef(row.decidedBy, row.decidedByName),
        decidedAt: row.decidedAt.toISOString(),
      };

const toClaim = (claim: Claim | undefined): Case['claim'] =>
  claim === undefined
    ? null
    : {
        moderator: { id: claim.moderatorId, username: claim.username },
        expiresAt: claim.expiresAt.toISOString(),
      };

/**
 * Cases with all that a moderator needs to decide. Leaves out what the viewer could not read as a member:
 * every message, and posts not visible to them. `openCase` reveals it.
 * A fixed number of queries per page.
 */
export async function presentCases(ctx: Context, viewer: Viewer, rows: CaseRow[]): Promise<Case[]> {
  const idsOf = (type: CaseRow['subjectType']) =>
    rows.filter((row) => row.subjectType === type).map((row) => row.subjectId);
  const [reports, owners, posts, readablePostIds, messages, decisions, claims] = await Promise.all([
    findReports(ctx.db, rows, REPORTS_PER_CASE),
    findOwners(
      ctx.db,
      rows.flatMap((row) => row.ownerId ?? []),
    ),
    findCurrentPosts(ctx.db, idsOf('post')),
    content.meantFor(ctx, viewer, idsOf('post')),
    messaging.existingMessageIds(ctx, idsOf('message')),
    findDecisions(
      ctx.db,
      rows.flatMap((row) => row.decisionId ?? []),
    ),
    findClaims(
      ctx.db,
      rows.filter((row) => row.decisionId === null),
      ctx.clock(),
    ),
  ]);
  return rows.map((row) => {
    const caseReports = reports.filter((report) => report.key === row.key);
    const owner = owners.find(({ id }) => id === row.ownerId) ?? null;
    const currentPost = posts.find(({ id }) => id === row.subjectId);
    const post = row.subjectType === 'post' ? PostSnapshot.parse(row.snapshot) : null;
    const isRestricted = {
      post: !readablePostIds.has(row.subjectId),
      message: true,
      user: false,
    }[row.subjectType];
    const isDeleted = {
      post: currentPost === undefined,
      message: !messages.has(row.subjectId),
      user: owner === null || owner.status === 'deleted',
    }[row.subjectType];
    return {
      id: row.id,
      subjectType: row.subjectType,
      subjectId: row.subjectId,
      owner,
      post: isRestricted ? null : post,
      member: row.subjectType === 'user' ? MemberSnapshot.parse(row.snapshot) : null,
      message: null,
      isRestricted,
      isDeleted,
      currentContent: isRestricted ? null : changedContent(post, currentPost),
      reports: caseReports.map((report) => toReport(report, row.ownerId === viewer.id)),
      reportCount: caseReports[0]?.count ?? 0,
      urgency: caseReports[0]?.urgency ?? 'normal',
      dueAt: caseReports[0]?.dueAt.toISOString() ?? null,
      claim: toClaim(
        claims.find((claim) => claim.subjectType === row.subjectType && claim.subjectId === row.subjectId),
      ),
      likelihood: isRestricted || row.ownerId === viewer.id ? null : row.likelihood,
      decision: toDecision(decisions.find(({ id }) => id === row.decisionId)),
    };
  });
}

/** The post's text if it has changed since it was reported. */
const changedContent = (post: Case['post'], currentPost: CurrentPost | undefined): string | null =>
  currentPost !== undefined && currentPost.content !== post?.content ? currentPost.content : null;

/** A case with its restricted content, for staff who gave a reason, which is logged. */
export async function withRestrictedContent(ctx: Context, restrictedCase: Case, row: CaseRow): Promise<Case> {
  if (row.subjectType === 'message')
    return { ...restrictedCase, message: MessageSnapshot.parse(row.snapshot) };
  const post = PostSnapshot.parse(row.snapshot);
  const [currentPost] = await findCurrentPosts(ctx.db, [row.subjectId]);
  return { ...restrictedCase, post, currentContent: changedContent(post, currentPost) };
}
