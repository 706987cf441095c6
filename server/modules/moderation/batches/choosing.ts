import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { auth } from '../../auth/index.ts';
import { content } from '../../content/index.ts';
import type { SubjectType } from '../reports/schemas.ts';
import { ACCESS_MS } from '../resolution/service.ts';
import { type Chosen, findChosen, findObstacles } from './queries.ts';
import { type Decision, MAX_POSTS, type NewBatch } from './schemas.ts';

export type Candidate = Omit<Chosen, 'isResolved'> & {
  /** Why it cannot be decided now. */
  problem: string | null;
};

interface Subject {
  subjectType: SubjectType;
  subjectId: string;
}
const hasSubject = <Row extends { subjectType: SubjectType | null; subjectId: string | null }>(
  row: Row,
): row is Row & Subject => row.subjectType !== null && row.subjectId !== null;

/** The subjects whose content the viewer neither sees as a member nor has opened with a reason: nobody decides about what they did not read. */
async function unopened(ctx: Context, viewer: Viewer, subjects: readonly Subject[]): Promise<Set<string>> {
  const found = await obstaclesOf(ctx, viewer, subjects);
  const posts = subjects
    .filter(({ subjectType }) => subjectType === 'post')
    .map(({ subjectId }) => subjectId);
  const readable = await content.meantFor(ctx, viewer, posts);
  const isOpen = ({ subjectType, subjectId }: Subject) =>
    subjectType === 'user' || readable.has(subjectId) || found.get(subjectId)?.isOpened === true;
  return new Set(subjects.filter((subject) => !isOpen(subject)).map(({ subjectId }) => subjectId));
}

async function obstaclesOf(ctx: Context, viewer: Viewer, subjects: readonly Subject[]) {
  const now = ctx.clock();
  const rows = await findObstacles(ctx.db, viewer.id, subjects, {
    now,
    openedSince: new Date(now.getTime() - ACCESS_MS),
  });
  return new Map(rows.map((row) => [row.subjectId, row]));
}

/**
 * What a batch would decide, in order, each with what keeps the viewer from it now. Nothing is locked: the run looks again.
 * A fixed number of queries, and one for each member on whom an act of rank is made.
 */
export async function choose(
  ctx: Context,
  viewer: Viewer,
  body: Pick<NewBatch, 'reportIds' | 'posts' | 'decision'>,
): Promise<{ candidates: Candidate[]; hasMore: boolean; since: Date | null }> {
  const { posts, decision } = body;
  const since = posts ? new Date(ctx.clock().getTime() - posts.hours * 3_600_000) : null;
  const postIds = posts && since ? await content.since(ctx.db, posts.memberId, since, MAX_POSTS + 1) : [];
  const chosen: Chosen[] = posts
    ? postIds.slice(0, MAX_POSTS).map((subjectId) => ({
        reportId: null,
        subjectType: 'post',
        subjectId,
        ownerId: posts.memberId,
        isResolved: false,
      }))
    : await findChosen(
        ctx.db,
        body.reportIds ?? [],
        await auth.universityFor(ctx, viewer, 'reports.resolve'),
      );
  // Several reports of one case are one item.
  const keyOf = (row: Chosen) => row.subjectId ?? row.reportId;
  const distinct = [...new Map([...chosen].reverse().map((row) => [keyOf(row), row])).values()].reverse();
  const subjects = distinct.filter(hasSubject);
  const [obstacles, closed] = [
    await obstaclesOf(ctx, viewer, subjects),
    await unopened(ctx, viewer, subjects),
  ];
  const ranks = await rankProblems(ctx, viewer, decision, posts !== undefined, subjects);
  const problemOf = (row: Chosen): string | null => {
    if (!hasSubject(row)) return 'report_not_found';
    const obstacle = obstacles.get(row.subjectId);
    if (row.ownerId === viewer.id) return 'own_case';
    if (row.isResolved) return 'already_resolved';
    if (obstacle?.isOwnReport) return 'own_report';
    if (obstacle?.isClaimed) return 'case_claimed';
    if (closed.has(row.subjectId)) return 'case_not_opened';
    if (decision === 'remove_post' && row.subjectType === 'user') return 'not_a_post';
    if (decision === 'warn_content' && row.subjectType !== 'post') return 'not_a_post';
    const isAboutMember = !['dismiss', 'remove_post', 'warn_content'].includes(decision);
    if (isAboutMember && row.ownerId === null) return 'account_deleted';
    return row.ownerId === null ? null : (ranks.get(row.ownerId) ?? null);
  };
  return {
    candidates: distinct.map((row) => ({
      reportId: row.reportId,
      subjectType: row.subjectType,
      subjectId: row.subjectId,
      ownerId: row.ownerId,
      problem: problemOf(row),
    })),
    hasMore: postIds.length > MAX_POSTS,
    since,
  };
}

/** Why the viewer may not act on the members concerned, for acts that ask for it. */
async function rankProblems(
  ctx: Context,
  viewer: Viewer,
  decision: Decision,
  isOnMember: boolean,
  subjects: readonly { ownerId: string | null }[],
): Promise<Map<string, string>> {
  const asks = isOnMember || ['mute_author', 'limit_author', 'suspend_author'].includes(decision);
  const problems = new Map<string, string>();
  if (!asks) return problems;
  const permission = decision === 'suspend_author' ? 'members.suspend' : 'reports.resolve';
  for (const id of new Set(subjects.flatMap(({ ownerId }) => ownerId ?? []))) {
    const obstacle = await auth.obstacleToManage(ctx, viewer, id, permission);
    if (obstacle) problems.set(id, obstacle.code);
  }
  return problems;
}
