import { z } from 'zod';
import {
  archiveOf,
  archiveOfOne,
  clearMember,
  eraseRows,
  heldRows,
  type MemberData,
} from '../../platform/member-data/index.ts';
import { findReportsForArchive } from './moderation/queries.ts';
import { findCommitmentForArchive } from './secret/queries.ts';

/** What is written under a pseudonym names no member, so it stays: a member deletes it with their secret. */
export const memberData: MemberData = {
  erase: [
    eraseRows('boards.commitments', 'member_id'),
    clearMember('boards.holders', 'member_id'),
    clearMember('boards.reports', 'reporter_id'),
    clearMember('boards.hidings', 'hidden_by'),
    clearMember('boards.hidings', 'shown_by'),
    clearMember('boards.appeals', 'decided_by'),
    clearMember('boards.exclusions', 'made_by'),
    clearMember('boards.openings', 'requested_by'),
    clearMember('boards.openings', 'identity_id'),
    clearMember('boards.opening_answers', 'holder_id'),
  ],
  archive: [
    archiveOfOne(
      'board-secret',
      z.strictObject({ madeOn: z.iso.date(), writesFrom: z.iso.datetime() }),
      findCommitmentForArchive,
    ),
    archiveOf(
      'board-reports',
      z.strictObject({
        id: z.uuid(),
        at: z.iso.datetime(),
        postId: z.uuid(),
        reason: z.string(),
        text: z.string().nullable(),
        status: z.string(),
      }),
      findReportsForArchive,
    ),
  ],
  held: [heldRows('board_secret', 'boards.commitments', 'member_id')],
};
