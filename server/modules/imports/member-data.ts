import { clearMember, eraseRows, heldRows, type MemberData } from '../../platform/member-data/index.ts';
import { archive } from './archive.ts';

export const memberData: MemberData = {
  erase: [
    eraseRows('imports.pending_follows', 'member_id'),
    eraseRows('imports.imports', 'member_id'),
    clearMember('imports.campuses', 'added_by'),
  ],
  archive,
  held: [
    heldRows('imports', 'imports.imports', 'member_id'),
    heldRows('pending_follows', 'imports.pending_follows', 'member_id', { keptDays: 180 }),
  ],
};
