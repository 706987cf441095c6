import { eraseStoredResponses } from '../../platform/idempotency.ts';
import { clearMember, eraseRows, type MemberData } from '../../platform/member-data/index.ts';
import { archive } from './archive.ts';

export const memberData: MemberData = {
  erase: [
    eraseRows('auth.sessions', 'user_id'),
    eraseRows('auth.one_time_tokens', 'user_id'),
    eraseRows('auth.recovery_codes', 'user_id'),
    // What they did to others as staff stays, without their name.
    clearMember('auth.suspensions', 'suspended_by'),
    clearMember('auth.suspensions', 'ended_by'),
    clearMember('auth.user_roles', 'granted_by'),
    clearMember('auth.allowed_prefixes', 'created_by'),
    eraseStoredResponses,
  ],
  archive,
};
