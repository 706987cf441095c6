import { eraseRows, heldRows, type MemberData } from '../../platform/member-data/index.ts';
import { archive } from './archive.ts';

export const memberData: MemberData = {
  erase: [eraseRows('search.recent', 'user_id'), eraseRows('search.saved', 'user_id')],
  archive,
  held: [heldRows('searches', 'search.recent', 'user_id')],
};
