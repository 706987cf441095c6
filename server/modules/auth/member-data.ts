import { eraseStoredResponses } from '../../platform/idempotency.ts';
import {
  clearMember,
  type ErasureStep,
  eraseRows,
  heldRows,
  type MemberData,
} from '../../platform/member-data/index.ts';
import { archive } from './archive.ts';
import { deleteInvitationsTo } from './invitations/queries.ts';

/** Ended and expired sessions are deleted a month after their end (`deleteExpired`), and none lives longer than three. */
const SESSION_KEPT_DAYS = 120;

/** Invitations of staff name an address. */
const eraseInvitationsTo: ErasureStep = (ctx, memberId, limit) =>
  deleteInvitationsTo(ctx.db, memberId, limit);

export const memberData: MemberData = {
  erase: [
    eraseRows('auth.sessions', 'user_id'),
    eraseRows('auth.one_time_tokens', 'user_id'),
    eraseRows('auth.recovery_codes', 'user_id'),
    eraseRows('auth.passkeys', 'user_id'),
    eraseRows('auth.security_events', 'user_id'),
    eraseRows('auth.address_changes', 'user_id'),
    eraseRows('auth.test_emails', 'user_id'),
    eraseRows('auth.former_names', 'user_id'),
    eraseRows('auth.legal_acceptances', 'user_id'),
    eraseRows('auth.applications', 'user_id'),
    eraseRows('auth.invitations', 'inviter_id'),
    eraseInvitationsTo,
    eraseRows('auth.invited_members', 'user_id'),
    clearMember('auth.invited_members', 'inviter_id'),
    // What they did to others as staff stays, without their name.
    clearMember('auth.suspensions', 'suspended_by'),
    clearMember('auth.suspensions', 'ended_by'),
    clearMember('auth.user_roles', 'granted_by'),
    clearMember('auth.user_custom_roles', 'granted_by'),
    clearMember('auth.applications', 'claimed_by'),
    clearMember('auth.applications', 'decided_by'),
    clearMember('auth.applications', 'refused_by'),
    clearMember('auth.invitation_batches', 'created_by'),
    clearMember('auth.approvals', 'requested_by'),
    clearMember('auth.approvals', 'closed_by'),
    clearMember('auth.allowed_prefixes', 'created_by'),
    eraseStoredResponses,
  ],
  archive,
  held: [
    heldRows('registration', 'auth.applications', 'user_id', { keptDays: 30 }),
    heldRows('invitations', 'auth.invitations', 'inviter_id'),
    heldRows('invited_by', 'auth.invited_members', 'user_id'),
    heldRows('sessions', 'auth.sessions', 'user_id', { keptDays: SESSION_KEPT_DAYS }),
    heldRows('security_log', 'auth.audit_log', 'actor_id', { outlivesAccount: true }),
  ],
};
