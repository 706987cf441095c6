import type { Context } from '../../../platform/context.ts';
import type { Events } from '../../../platform/events.ts';
import { newId } from '../../../platform/id.ts';
import { recordDecision } from '../decisions/record.ts';
import { findMemberCard, insertReport } from '../reports/queries.ts';
import { Reason } from '../reports/schemas.ts';
import {
  countRefusedUpload,
  findDecisionOfCase,
  findListedPicture,
  findOwnerOfDecision,
  insertPictureAuthors,
  lockListedPicture,
  setAuthorDecision,
  takeUntoldAuthors,
} from './queries.ts';

/** Members who are told in one transaction: it holds the lock of the log. */
const BATCH = 20;

/**
 * Job: one decision for each member who had a copy of a removed picture, or tried to upload one, with the reason that the moderator gave.
 * Of several pictures in one case a member is told once.
 */
export async function tellPictureAuthors(ctx: Context, { pictureId }: { pictureId: string }): Promise<void> {
  for (;;) {
    const told = await ctx.transaction(async (tx) => {
      // Locked, so that the pictures of one case are told one after the other, and not after it was taken off.
      const listed = await lockListedPicture(tx.db, pictureId);
      if (listed === undefined || listed.liftedAt !== null) return 0;
      const authors = await takeUntoldAuthors(tx.db, pictureId, BATCH);
      for (const { memberId, hadCopy } of authors) {
        const before = await findDecisionOfCase(tx.db, listed.decisionId, memberId);
        const id = before ?? newId();
        await setAuthorDecision(tx.db, pictureId, memberId, id);
        if (before !== undefined) continue;
        await recordDecision(tx, {
          id,
          subjectType: 'user',
          subjectId: memberId,
          ownerId: memberId,
          outcome: hadCopy ? 'picture_removed' : 'picture_refused',
          note: null,
          ruleId: listed.ruleId,
          statement: listed.statement,
          endsAt: null,
          suspensionId: null,
          by: listed.addedBy,
        });
      }
      return authors.length;
    });
    if (told < BATCH) return;
  }
}

/** Job: copies were found after the picture was listed. Their authors are told, unless it was taken off meanwhile. */
export async function recordCopies(
  ctx: Context,
  { pictureId, ownerIds }: Events['media.picture_hidden'],
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const listed = await lockListedPicture(tx.db, pictureId);
    if (listed === undefined || listed.liftedAt !== null) return;
    const { decisionId } = listed;
    await insertPictureAuthors(tx.db, pictureId, ownerIds, {
      memberId: await findOwnerOfDecision(tx.db, decisionId),
      decisionId,
    });
    await tx.jobs.add('moderation.tellPictureAuthors', { pictureId });
  });
}

/** Job: an upload was refused. The member is told once, and becomes a case once if the entry says so. */
export async function recordRefusal(
  ctx: Context,
  { pictureId, ownerId }: Events['media.picture_refused'],
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const listed = await findListedPicture(tx.db, pictureId);
    const member = await findMemberCard(tx.db, ownerId);
    if (listed === undefined || listed.liftedAt !== null || member === undefined) return;
    const isFirst = await countRefusedUpload(tx.db, pictureId, ownerId);
    await tx.jobs.add('moderation.tellPictureAuthors', { pictureId });
    if (!isFirst || !listed.reportsUploads) return;
    await insertReport(tx.db, {
      id: newId(),
      reporterId: null,
      input: {
        subjectType: 'user',
        subjectId: ownerId,
        reason: Reason.safeParse(listed.ruleId).data ?? 'other',
      },
      comment:
        'Kaldırılmış bir görseli yeniden yüklemeye çalıştı. · Tried to upload a picture that was removed before.',
      subject: { ownerId, snapshot: member },
      at: tx.clock(),
    });
  });
}
