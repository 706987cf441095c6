import '../events.ts';
import { randomUUID } from 'node:crypto';
import type { LogAct } from '@chitlaq/protocol/moderation-log';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { type Page, type PageQuery, readCursor, toPage } from '../../../platform/page.ts';
import { auth } from '../../auth/index.ts';
import { cannotDecideOwnReport, moderation } from '../../moderation/index.ts';
import { activeKeys, NEEDED_KEYS, requireBoards } from '../guard.ts';
import type { Actor } from '../holders/service.ts';
import { daysAfter } from '../limits.ts';
import { presentName } from '../present.ts';
import { exclusionNotFound, postNotFound, tooManyBoardReports } from '../problems.ts';
import { HOLDER_ROLES } from '../schemas.ts';
import { excludedAuthors } from './exclusions.ts';
import {
  countWaiting,
  deleteExclusion,
  findDue,
  findPost,
  findUniversities,
  hasReported,
  hidePost,
  insertExclusion,
  insertReport,
  listExclusions,
  listReported,
  lockPost,
  type PostToJudge,
  resolveReports,
} from './queries.ts';
import type { BoardsWaiting, DecisionBody, Exclusion, ReportBody, ReportedBoardPost } from './schemas.ts';

const FLOOD = { reports: 50, windowSeconds: 86_400 };

/**
 * Reports a post. One open report of a post by each member; the same again changes nothing.
 * @throws Problem 404 `board_post_not_found`; 429 `too_many_reports`
 */
export async function reportPost(
  ctx: Context,
  viewer: Viewer,
  postId: string,
  { reason, note }: ReportBody,
): Promise<{ answerBy: string }> {
  await requireBoards(ctx);
  const post = await findPost(ctx.db, postId);
  const isReadable = post && (post.universityId === null || post.universityId === viewer.universityId);
  // What is hidden already is decided; what its author has deleted has no words.
  if (!isReadable || post.state !== 'visible') throw postNotFound();
  const dueAt = await moderation.answerBy(ctx, reason);
  return ctx.transaction(async (tx) => {
    const isNew = await insertReport(tx.db, {
      id: newId(),
      postId,
      reporterId: viewer.id,
      reason,
      note: note === undefined || note === '' ? null : note,
      text: post.text,
      now: tx.clock(),
      dueAt,
    });
    if (!isNew) {
      const promised = (await findDue(tx.db, postId, viewer.id)) ?? dueAt;
      return { answerBy: promised.toISOString() };
    }
    const answer = { answerBy: dueAt.toISOString() };
    if (!tx.config.rateLimits) return answer;
    const { count, resetsInMs } = await tx.cache.increment(
      `boards.reports:${viewer.id}`,
      FLOOD.windowSeconds,
    );
    if (count > FLOOD.reports) throw tooManyBoardReports(Math.ceil(resetsInMs / 1000));
    return answer;
  });
}

/** Posts with open reports, the longest waiting first. A local moderator sees no boards of other universities. */
export async function listReportedPosts(
  ctx: Context,
  viewer: Viewer,
  { limit, cursor }: PageQuery,
): Promise<Page<ReportedBoardPost>> {
  const universityId = await auth.universityFor(ctx, viewer, 'boards.moderate');
  const rows = await listReported(ctx.db, { universityId, after: readCursor(cursor), limit: limit + 1 });
  const isExcluded = await excludedAuthors(ctx);
  const { items, nextCursor } = toPage(rows, limit, ({ id }) => id);
  return {
    nextCursor,
    items: items.map(
      ({ colour, animal, number, tag, publishedAt, reportedAt, reasons, ...row }): ReportedBoardPost => ({
        ...row,
        name: presentName({ colour, animal, number }),
        publishedAt: publishedAt.toISOString(),
        reportedAt: reportedAt.toISOString(),
        reasons: reasons as ReportedBoardPost['reasons'],
        isExcluded: isExcluded({ threadId: row.threadId, tag }),
      }),
    ),
  };
}

/** How much waits for the viewer. A local moderator does not count boards of other universities. */
export async function getWaiting(ctx: Context, viewer: Viewer): Promise<BoardsWaiting> {
  const [counts, keys] = await Promise.all([
    countWaiting(ctx.db, await auth.universityFor(ctx, viewer, 'boards.moderate')),
    activeKeys(ctx),
  ]);
  return {
    ...counts,
    missingKeys: HOLDER_ROLES.filter((role) => !keys.some((key) => key.role === role)),
    areClosed: keys.length < NEEDED_KEYS,
  };
}

/** To a local moderator, posts on boards of other universities do not exist. */
export async function refuseElsewhere(ctx: Context, viewer: Viewer, post: PostToJudge): Promise<void> {
  const universityId = await auth.universityFor(ctx, viewer, 'boards.moderate');
  if (universityId !== null && post.universityId !== null && post.universityId !== universityId)
    throw postNotFound();
}

/** An act stands in the checked log without the author, whom nobody knows. */
export const logAct = (tx: Context, by: Viewer, act: LogAct, postId: string, endsAt: Date | null = null) =>
  moderation.appendToLog(tx, {
    act,
    ruleId: null,
    endsAt,
    recordId: null,
    memberId: null,
    moderatorId: by.id,
    subject: `board_post:${postId}`,
    statement: null,
  });

/**
 * Decides about a post: resolves its reports, and may hide it and exclude its author for some days. Hidden before, it stays so.
 * @throws Problem 404 `board_post_not_found`; 403 `forbidden`; 422 `own_report`
 */
export async function decide(
  ctx: Context,
  { viewer, origin }: Actor,
  postId: string,
  { outcome, reason, excludeDays }: DecisionBody,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const post = await lockPost(tx.db, postId);
    if (!post) throw postNotFound();
    await refuseElsewhere(tx, viewer, post);
    if (await hasReported(tx.db, postId, viewer.id)) throw cannotDecideOwnReport();
    const now = tx.clock();
    const status = outcome === 'hide' ? 'upheld' : 'dismissed';
    const reports = await resolveReports(tx.db, postId, status, now);
    await tx.emit('boards.report_decided', {
      reporterIds: reports.flatMap(({ reporterId }) => reporterId ?? []),
      outcome: status,
      postId,
      decision: randomUUID(),
    });
    const isHidden = outcome === 'hide' && post.state === 'visible';
    if (isHidden) await hidePost(tx.db, post, { id: newId(), reason, by: viewer.id, now });
    const exclusion = {
      id: newId(),
      threadId: post.threadId,
      tag: post.tag,
      postId,
      reason,
      madeBy: viewer.id,
      madeAt: now,
      endsAt: daysAfter(now, excludeDays),
    };
    const endsAt = outcome === 'hide' && excludeDays > 0 ? await insertExclusion(tx.db, exclusion) : null;
    await auth.audit(tx, {
      event: 'board_post_decided',
      actorId: viewer.id,
      permission: 'boards.moderate',
      subject: { type: 'board_post', id: postId },
      sessionId: viewer.sessionId,
      origin,
      details: { outcome, reports: reports.length, excludeDays: endsAt === null ? 0 : excludeDays },
    });
    if (isHidden) await logAct(tx, viewer, 'board_post_hidden', postId);
    if (endsAt) await logAct(tx, viewer, 'board_exclusion', postId, endsAt);
  });
}

/** The exclusions that hold. A local moderator sees none of boards of other universities. */
export async function getExclusions(ctx: Context, viewer: Viewer): Promise<{ items: Exclusion[] }> {
  const own = await auth.universityFor(ctx, viewer, 'boards.moderate');
  const rows = await listExclusions(ctx.db, ctx.clock());
  const universities = await findUniversities(
    ctx.db,
    rows.map(({ postId }) => postId),
  );
  const isCovered = (of: string | null) => own === null || of === null || of === own;
  return {
    items: rows
      .filter(({ postId }) => isCovered(universities.get(postId) ?? null))
      .map(({ tag: _, madeAt, endsAt, ...row }) => ({
        ...row,
        madeAt: madeAt.toISOString(),
        endsAt: endsAt.toISOString(),
      })),
  };
}

/** Ends an exclusion early. @throws Problem 404 `board_exclusion_not_found`; 403 `forbidden` */
export async function liftExclusion(
  ctx: Context,
  { viewer, origin }: Actor,
  id: string,
  reason: string,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const postId = await deleteExclusion(tx.db, id, tx.clock());
    if (postId === undefined) throw exclusionNotFound();
    const post = await findPost(tx.db, postId);
    if (post) await refuseElsewhere(tx, viewer, post);
    await auth.audit(tx, {
      event: 'board_exclusion_lifted',
      actorId: viewer.id,
      permission: 'boards.moderate',
      subject: { type: 'board_post', id: postId },
      sessionId: viewer.sessionId,
      origin,
      details: { reason },
    });
  });
}
