import type { MemberData } from '../../platform/member-data/index.ts';
import { archive } from './archive.ts';

export const memberData: MemberData = {
  erase: [],
  archive,
};
