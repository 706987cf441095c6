import type { AcceptedDocument, LegalDocument } from '@chitlaq/text';
import type { RegistrationMode } from '@chitlaq/text/campus';
import type { ColumnType, Generated } from 'kysely';
import type { Official } from './schemas.ts';

export type ApprovalState = 'waiting' | 'carried_out' | 'refused' | 'cancelled' | 'expired' | 'void';
export type Affiliation = 'student' | 'staff' | 'alumni';
export type MemberStatus = 'pending' | 'active' | 'deactivated' | 'suspended' | 'deleted';
export type MailboxRule = 'exact' | 'plus' | 'dots_plus';
export type TokenPurpose = 'reset_password' | 'confirm_sign_in';
export type SecurityEventKind =
  | 'new_sign_in'
  | 'password_changed'
  | 'address_changed'
  | 'passkey_added'
  | 'passkey_removed'
  | 'mfa_on'
  | 'mfa_off'
  | 'recovery_code_used'
  | 'archive_requested'
  | 'archive_ready'
  | 'account_deactivated'
  | 'deletion_scheduled';
export type EndReason =
  | 'logout'
  | 'ended_by_owner'
  | 'refresh_reused'
  | 'password_changed'
  | 'suspended'
  | 'expired'
  | 'ended_by_admin'
  | 'deactivated';

/** What became of an attempt to send an email: `failed` is made again. */
export type DeliveryOutcome = 'sent' | 'refused' | 'failed';

/** How people of a university register. */
export type UniversityMode = RegistrationMode | 'closed';
export type ApplicationState = 'waiting' | 'refused';
export type ApplicationDecision = 'approve' | 'refuse';

type Json = ColumnType<unknown, string, string>;

declare module '../../platform/db.ts' {
  interface Database {
    'auth.universities': {
      id: string;
      name: string;
      country: string;
      first_domain: Generated<string>;
      is_open: Generated<boolean>;
      name_tr: string | null;
      registration_mode: UniversityMode | null;
    };
    'auth.university_domains': {
      university_id: string;
      domain: string;
      mailbox_rule: Generated<MailboxRule>;
    };
    'auth.allowed_prefixes': {
      id: string;
      university_id: string;
      domain: string;
      include_subdomains: Generated<boolean>;
      prefix: Generated<string>;
      affiliation: Affiliation;
      note: Generated<string>;
      created_by: string | null;
      created_at: Generated<Date>;
    };
    'auth.users': {
      id: string;
      username: string;
      display_name: string;
      email: string;
      mailbox: string;
      email_verified_at: Date | null;
      status: Generated<MemberStatus>;
      university_id: string;
      affiliation: Affiliation;
      locale: Generated<'tr' | 'en'>;
      username_changed_at: Date | null;
      created_at: Generated<Date>;
      updated_at: Generated<Date>;
      /** They may read and not write until then. */
      muted_until: Generated<Date | null>;
      limited_until: Generated<Date | null>;
      /** What an official account stands for. */
      official: ColumnType<Official | null, string | null | undefined, string | null>;
      undeliverable_since: Date | null;
    };
    'auth.deactivations': {
      user_id: string;
      deactivated_at: Date;
      /** When the account is deleted; null if it only rests. */
      delete_at: Date | null;
    };
    'auth.suspended_mailboxes': { mailbox_hash: Buffer; suspension_id: string; forget_at: Date };
    'auth.former_names': { user_id: string; username: string; display_name: string; until: Date };
    'auth.registrations': {
      id: string;
      email: string;
      mailbox: string;
      username: string;
      display_name: string;
      password_hash: string;
      locale: 'tr' | 'en';
      browser_hash: Buffer;
      sent_at: Date | null;
      token_hash: Buffer | null;
      code_hash: Buffer | null;
      wrong_codes: Generated<number>;
      expires_at: Date | null;
      created_at: Date;
      accepted_texts: ColumnType<Partial<Record<AcceptedDocument, number>>, string, string>;
      mode: Generated<Exclude<UniversityMode, 'closed'>>;
      invitation_hash: Buffer | null;
      tells_inviter: Generated<boolean>;
      answer: Generated<string>;
    };
    'auth.credentials': {
      user_id: string;
      password_hash: string;
      password_changed_at: Generated<Date>;
      totp_secret: Buffer | null;
      totp_confirmed_at: Date | null;
      totp_last_step: number | null;
    };
    'auth.passkeys': {
      id: string;
      user_id: string;
      credential_id: Buffer;
      public_key: Buffer;
      counter: number;
      transports: string[];
      name: string;
      backed_up: boolean;
      created_at: Date;
      last_used_at: Date | null;
    };
    'auth.used_challenges': { hash: Buffer; expires_at: Date };
    'auth.security_events': {
      id: string;
      user_id: string;
      kind: SecurityEventKind;
      token_hash: Buffer;
      old_email: string | null;
      old_mailbox: string | null;
      old_university_id: string | null;
      old_affiliation: Affiliation | null;
      created_at: Date;
      expires_at: Date;
      used_at: Date | null;
    };
    'auth.address_changes': {
      user_id: string;
      id: string;
      email: string;
      code_hash: Buffer | null;
      wrong_codes: number;
      expires_at: Date;
    };
    'auth.recovery_codes': { user_id: string; code_hash: Buffer; used_at: Date | null };
    'auth.user_roles': {
      user_id: string;
      role: 'auditor' | 'moderator' | 'admin' | 'owner';
      granted_by: string | null;
      granted_at: Generated<Date>;
      /** Of a moderator: sees the reports of every university, and not only of their own. */
      all_universities: Generated<boolean>;
    };
    'auth.custom_roles': {
      id: string;
      name_tr: string;
      name_en: string;
      description: string;
      permissions: string[];
      all_universities: boolean;
      version: number;
      changed_at: Date;
    };
    'auth.user_custom_roles': {
      user_id: string;
      role_id: string;
      granted_by: string | null;
      granted_at: Date;
    };
    'auth.approvals': {
      id: string;
      act: string;
      member_id: string;
      target_id: string | null;
      requested_by: string | null;
      reason: string;
      requested_at: Date;
      due_at: Date;
      needs_second: boolean;
      state: ApprovalState;
      closed_by: string | null;
      closed_at: Date | null;
    };
    'auth.suspensions': {
      id: string;
      user_id: string;
      reason: string;
      until: Date | null;
      suspended_by: string | null;
      suspended_at: Date;
      ended_at: Date | null;
      ended_by: string | null;
    };
    'auth.sessions': {
      id: string;
      user_id: string;
      device_name: Generated<string>;
      user_agent: Generated<string>;
      ip: string | null;
      created_at: Generated<Date>;
      last_seen_at: Generated<Date>;
      expires_at: Date;
      ended_at: Date | null;
      end_reason: EndReason | null;
      second_factor_at: Date | null;
      authenticated_at: Date;
      passkey_id: string | null;
    };
    'auth.refresh_tokens': {
      token_hash: Buffer;
      session_id: string;
      created_at: Generated<Date>;
      expires_at: Date;
      used_at: Date | null;
    };
    'auth.one_time_tokens': {
      id: string;
      user_id: string;
      purpose: TokenPurpose;
      token_hash: Buffer;
      code_hash: Buffer | null;
      wrong_codes: Generated<number>;
      created_at: Generated<Date>;
      expires_at: Date;
      used_at: Date | null;
    };
    'auth.signing_keys': {
      kid: string;
      public_jwk: ColumnType<Record<string, string>, string, string>;
      private_jwk_encrypted: Buffer;
      created_at: Generated<Date>;
      active_from: Date;
      retired_at: Date | null;
    };
    'auth.archive_keys': {
      id: string;
      public_key: string;
      private_key_sealed: Buffer;
      created_at: Date;
      retired_at: Date | null;
    };
    'auth.attempts': { key: string; failures: number; window_ends_at: Date };
    'auth.audit_log': {
      id: string;
      at: Generated<Date>;
      event: string;
      actor_id: string | null;
      subject_type: string | null;
      subject_id: string | null;
      session_id: string | null;
      ip: string | null;
      user_agent: string | null;
      request_id: string | null;
      details: Json;
    };
    'auth.campus_settings': {
      version: number;
      settings: string;
      restores: number | null;
      changed_at: Date;
      changed_by: string;
    };
    'auth.campus_logos': {
      id: string;
      sizes: string;
      uploaded_at: Date;
    };
    'auth.email_hours': {
      hour: Date;
      domain: string;
      kind: string;
      sent: Generated<number>;
      refused: Generated<number>;
      failed: Generated<number>;
      delayed: Generated<number>;
      waits: number[];
      /** 63 bits: read as text, a number has 53. */
      people: string;
    };
    'auth.email_answers': {
      day: string;
      domain: string;
      code: number;
      enhanced: string;
      text: string;
      reason: string;
      count: number;
      people: string;
      last_at: Date;
    };
    'auth.test_emails': {
      user_id: string;
      requested_at: Date;
      finished_at: Date | null;
      outcome: DeliveryOutcome | null;
      reason: string | null;
      answer: string | null;
      took_ms: number | null;
    };
    'auth.sender_checks': {
      only_one: Generated<boolean>;
      requested_at: Date | null;
      checked_at: Date | null;
      result: ColumnType<unknown, string, string>;
    };
    'auth.applications': {
      user_id: string;
      university_id: string;
      state: Generated<ApplicationState>;
      question: ColumnType<{ tr: string; en: string } | null, string | null, string | null>;
      answer: Generated<string>;
      flags: Generated<string[]>;
      wanted_username: string;
      applied_at: Date;
      claimed_by: Generated<string | null>;
      claimed_until: Generated<Date | null>;
      decision: Generated<ApplicationDecision | null>;
      decided_by: Generated<string | null>;
      effective_at: Generated<Date | null>;
      reason: Generated<string>;
      refused_by: Generated<string | null>;
      refused_at: Generated<Date | null>;
      objection: Generated<string>;
      objected_at: Generated<Date | null>;
      erase_at: Date;
      refused_before: Generated<number>;
    };
    'auth.application_outcomes': {
      id: string;
      university_id: string;
      outcome: 'approved' | 'refused' | 'withdrawn' | 'expired';
      waited_seconds: number;
      at: Date;
    };
    'auth.invitation_batches': {
      id: string;
      name: string;
      university_id: string | null;
      created_by: string | null;
      created_at: Date;
    };
    'auth.invitations': {
      id: string;
      code_hash: Buffer;
      inviter_id: string | null;
      batch_id: string | null;
      email: string | null;
      mailbox: string | null;
      locale: 'tr' | 'en' | null;
      max_uses: number;
      uses: Generated<number>;
      created_at: Date;
      sent_at: Date | null;
      expires_at: Date;
      revoked_at: Generated<Date | null>;
    };
    'auth.invited_members': {
      user_id: string;
      invitation_id: string | null;
      inviter_id: string | null;
      tells_inviter: boolean;
      joined_at: Date;
    };
    'auth.legal_versions': {
      document: LegalDocument;
      number: number;
      text_tr: string;
      text_en: string;
      changes_tr: string;
      changes_en: string;
      needs_acceptance: boolean;
      published_at: Date;
      published_by: string | null;
    };
    'auth.legal_blanks': {
      id: string;
      name: string;
      value_tr: string;
      value_en: string;
      set_at: Date;
      set_by: string | null;
    };
    'auth.legal_acceptances': {
      user_id: string;
      document: LegalDocument;
      number: number;
      accepted_at: Date;
    };
    'auth.member_view': {
      id: string;
      username: string;
      display_name: string;
      status: MemberStatus;
      university_id: string;
      university_name: string;
      university_name_tr: string;
      affiliation: Affiliation;
      locale: 'tr' | 'en';
      created_at: Date;
      official: Official | null;
    };
  }
}
