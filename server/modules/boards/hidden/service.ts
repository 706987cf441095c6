import { authorTag } from '@chitlaq/sealing/pseudonym';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { type Page, readCursor, toPage } from '../../../platform/page.ts';
import { auth } from '../../auth/index.ts';
import { cannotDecideOwnDecision, cannotDecideOwnReport } from '../../moderation/index.ts';
import { presentAuthors } from '../../profiles/index.ts';
import { requireBoards } from '../guard.ts';
import type { Actor } from '../holders/service.ts';
import { batchAfter } from '../limits.ts';
import { excludedAuthors } from '../moderation/exclusions.ts';
import { lockPost } from '../moderation/queries.ts';
import { logAct, refuseElsewhere } from '../moderation/service.ts';
import { presentAppeal, presentName } from '../present.ts';
import { appealedBefore, noAppeal, notHidden, postNotFound } from '../problems.ts';
import { requireSecret } from '../secret/service.ts';
import {
  closeAppeal,
  endExclusionOf,
  findHeldHiding,
  findHidden,
  findSentAppeal,
  type HiddenRow,
  insertWaitingAppeal,
  listAppealed,
  listHidden,
  showPost,
} from './queries.ts';
import type { AppealBody, HiddenBoardPost, HiddenQuery, ReviewBody } from './schemas.ts';

/**
 * Objects to the hiding of an own post, once for each hiding. Moderators see it with its batch. Who is muted, new or excluded may object
 * as well.
 * @returns the time of the batch
 * @throws Problem 403 `board_secret_…`; 404 `board_post_not_found`, also if the post is not hidden; 409 `board_appealed`
 */
export async function appeal(
  ctx: Context,
  viewer: Viewer,
  { threadId, postId }: { threadId: string; postId: string },
  { secret, text }: AppealBody,
): Promise<{ publishedAt: string }> {
  await requireBoards(ctx);
  await requireSecret(ctx, viewer, secret);
  const post = { id: postId, threadId, tag: await authorTag(secret, viewer.id, threadId) };
  const hidingId = await findHeldHiding(ctx.db, post);
  if (hidingId === undefined) throw postNotFound();
  const publishAt = batchAfter(ctx.clock());
  const sent = await findSentAppeal(ctx.db, hidingId);
  if (sent === undefined && (await insertWaitingAppeal(ctx.db, { hidingId, text, publishAt })))
    return { publishedAt: publishAt.toISOString() };
  const before = sent ?? (await findSentAppeal(ctx.db, hidingId));
  if (before === undefined) throw postNotFound();
  if (before.text !== text) throw appealedBefore();
  return { publishedAt: before.at.toISOString() };
}

/** Nobody reviews what they hid, once its author objects, or reported. */
function mayReview(viewer: Viewer, row: HiddenRow): HiddenBoardPost['mayReview'] {
  const isOpen = row.appealedAt !== null && row.outcome === null;
  if (isOpen && row.hiddenBy === viewer.id) return 'own_decision';
  return isOpen && row.isOwnReport ? 'own_report' : 'yes';
}

/** Hidden posts, for moderators. A local moderator sees no boards of other universities. */
export async function listHiddenPosts(
  ctx: Context,
  viewer: Viewer,
  { appeals, limit, cursor }: HiddenQuery,
): Promise<Page<HiddenBoardPost>> {
  const universityId = await auth.universityFor(ctx, viewer, 'boards.moderate');
  const list = appeals === 'open' ? listAppealed : listHidden;
  const rows = await list(ctx.db, {
    viewerId: viewer.id,
    universityId,
    after: readCursor(cursor),
    limit: limit + 1,
  });
  const { items, nextCursor } = toPage(rows, limit, ({ hidingId }) => hidingId);
  const [isExcluded, members] = await Promise.all([
    excludedAuthors(ctx),
    presentAuthors(
      ctx,
      items.flatMap(({ hiddenBy }) => hiddenBy ?? []),
    ),
  ]);
  return {
    nextCursor,
    items: items.map(
      (row): HiddenBoardPost => ({
        id: row.id,
        threadId: row.threadId,
        boardId: row.boardId,
        threadTitle: row.threadTitle,
        text: row.text,
        name: presentName(row),
        publishedAt: row.publishedAt.toISOString(),
        reason: row.reason,
        hiddenBy: row.hiddenBy === null ? null : (members.get(row.hiddenBy) ?? null),
        hiddenAt: row.hiddenAt.toISOString(),
        appeal: presentAppeal(row),
        isExcluded: isExcluded(row),
        mayReview: mayReview(viewer, row),
      }),
    ),
  };
}

/**
 * Shows a hidden post again, or rejects the appeal against its hiding. Whoever hid it may show it, as long as its author has not objected.
 * @throws Problem 404 `board_post_not_found`; 403 `forbidden`; 409 `board_not_hidden`, `board_no_appeal`; 422 `own_decision`, `own_report`
 */
export async function review(
  ctx: Context,
  { viewer, origin }: Actor,
  postId: string,
  { outcome, reason }: ReviewBody,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const post = await lockPost(tx.db, postId);
    if (!post) throw postNotFound();
    await refuseElsewhere(tx, viewer, post);
    const hidden = await findHidden(tx.db, viewer.id, postId);
    if (!hidden) throw notHidden();
    const may = mayReview(viewer, hidden);
    if (may !== 'yes') throw may === 'own_decision' ? cannotDecideOwnDecision() : cannotDecideOwnReport();
    const now = tx.clock();
    const isShown = outcome === 'show';
    const isAppealed = await closeAppeal(tx.db, hidden.hidingId, {
      outcome: isShown ? 'upheld' : 'rejected',
      answer: reason,
      by: viewer.id,
      now,
    });
    if (!isShown && !isAppealed) throw noAppeal();
    if (isShown) await showPost(tx.db, hidden, viewer.id, now);
    const isReadmitted = isShown && (await endExclusionOf(tx.db, postId, now));
    await auth.audit(tx, {
      event: 'board_post_reviewed',
      actorId: viewer.id,
      permission: 'boards.moderate',
      subject: { type: 'board_post', id: postId },
      sessionId: viewer.sessionId,
      origin,
      details: { outcome, reason, isAppealed, isReadmitted },
    });
    await logAct(tx, viewer, isShown ? 'board_post_shown' : 'board_appeal_rejected', postId);
  });
}
