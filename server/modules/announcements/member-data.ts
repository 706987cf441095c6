import { clearMember, eraseRows, heldRows, type MemberData } from '../../platform/member-data/index.ts';
import { MAX_DAYS } from './administration/schemas.ts';

export const memberData: MemberData = {
  erase: [
    eraseRows('announcements.receipts', 'member_id'),
    clearMember('announcements.announcements', 'changed_by'),
  ],
  held: [heldRows('announcement_receipts', 'announcements.receipts', 'member_id', { keptDays: MAX_DAYS })],
};
