import { clearMember, eraseRows, heldRows, type MemberData } from '../../platform/member-data/index.ts';
import { archive } from './archive.ts';

/**
 * Reports and decisions stay: they are the evidence of what was decided about others too. They no longer name the member, except
 * where the member is the subject itself or in the frozen copy of what was reported.
 */
export const memberData: MemberData = {
  erase: [
    clearMember('moderation.reports', 'reporter_id'),
    clearMember('moderation.reports', 'subject_owner_id'),
    clearMember('moderation.decisions', 'subject_owner_id'),
    clearMember('moderation.decisions', 'decided_by'),
    eraseRows('moderation.claims', 'moderator_id'),
    clearMember('moderation.batches', 'started_by'),
    clearMember('moderation.batches', 'undone_by'),
    clearMember('moderation.batches', 'member_id'),
    clearMember('moderation.batch_items', 'owner_id'),
    clearMember('moderation.notes', 'author_id'),
    clearMember('moderation.accesses', 'staff_id'),
    clearMember('moderation.automatic_rule_versions', 'written_by'),
    clearMember('moderation.rehearsals', 'started_by'),
    eraseRows('moderation.picture_authors', 'member_id'),
    clearMember('moderation.blocked_pictures', 'added_by'),
    clearMember('moderation.blocked_pictures', 'lifted_by'),
    clearMember('moderation.appeals', 'member_id'),
    clearMember('moderation.appeals', 'decided_by'),
  ],
  archive,
  held: [
    heldRows('reports', 'moderation.reports', 'reporter_id', { outlivesAccount: true }),
    heldRows('decisions', 'moderation.decisions', 'subject_owner_id', { outlivesAccount: true }),
  ],
};
