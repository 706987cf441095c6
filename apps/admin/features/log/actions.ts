/**
 * Actions of the audit log: those of staff, and what happens to accounts. The filter lists
 * them in this order.
 */
export const AUDIT_ACTIONS = {
  administration: [
    'member_suspended',
    'member_restored',
    'member_warned',
    'member_muted',
    'member_unmuted',
    'reach_limited',
    'reach_restored',
    'account_made_official',
    'official_mark_removed',
    'appeal_decided',
    'sessions_ended_by_admin',
    'role_granted',
    'role_revoked',
    'custom_role_created',
    'custom_role_changed',
    'custom_role_deleted',
    'approval_requested',
    'approval_carried_out',
    'approval_refused',
    'approval_cancelled',
    'approval_expired',
    'approval_void',
    'reports_resolved',
    'report_accessed',
    'case_claimed',
    'case_released',
    'case_note_added',
    'post_deleted_by_moderator',
    'message_deleted_by_moderator',
    'hashtag_hidden',
    'hashtag_shown',
    'job_retried',
    'job_cancelled',
    'university_opened',
    'university_closed',
    'university_rule_added',
    'university_rule_changed',
    'university_rule_removed',
    'legal_text_published',
    'legal_blank_set',
    'campus_settings_changed',
    'campus_settings_restored',
    'campus_logo_uploaded',
    'campus_accepted',
    'campus_removed',
    'campus_rules_changed',
    'announcement_written',
    'announcement_published',
    'announcement_changed',
    'announcement_withdrawn',
    'announcement_ended',
    'announcement_deleted',
    'automatic_rule_created',
    'automatic_rule_changed',
    'automatic_rule_rehearsed',
    'automatic_rule_switched_on',
    'automatic_rule_switched_off',
    'automatic_rule_stopped',
    'classifier_switched_on',
    'classifier_switched_off',
  ],
  accounts: [
    'registered',
    'registered_with_known_address',
    'email_verified',
    'signed_in',
    'sign_in_failed',
    'signed_out',
    'signed_out_everywhere',
    'session_ended',
    'refresh_reused',
    'password_changed',
    'password_reset_requested',
    'password_reset',
    'mfa_enabled',
    'reauthenticated',
    'mfa_disabled',
    'recovery_code_used',
    'passkey_added',
    'passkey_removed',
    'address_change_requested',
    'address_changed',
    'account_secured',
    'archive_requested',
    'import_started',
    'import_confirmed',
    'import_undone',
    'account_deactivated',
    'account_deletion_requested',
    'account_restored',
    'account_deleted',
  ],
} as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[keyof typeof AUDIT_ACTIONS][number];

const knownActions: readonly string[] = Object.values(AUDIT_ACTIONS).flat();
/** Whether this app has a text for the action: a newer server may log others. */
export const isKnownAction = (action: string): action is AuditAction => knownActions.includes(action);

/** The start of a day, or of the next day, in the viewer's time zone. `day` is the value of a date field. */
export function dayBoundary(day: string, edge: 'start' | 'end'): string | undefined {
  const date = new Date(`${day}T00:00:00`);
  if (Number.isNaN(date.getTime())) return undefined;
  if (edge === 'end') date.setDate(date.getDate() + 1);
  return date.toISOString();
}
