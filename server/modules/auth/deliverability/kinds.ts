import type { EmailKind } from '../emails/templates.ts';

/** Kinds of emails as staff see them. `test` is an email of the staff to themselves. */
export const DELIVERY_KINDS = [
  'verification',
  'reset',
  'security',
  'invitation',
  'registration',
  'staff',
  'digest',
  'notice',
  'test',
] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

/** What members can do without: an address where nothing arrives gets none of these. */
export const isOptional = (kind: DeliveryKind): boolean => kind === 'digest' || kind === 'notice';

const kinds: Record<EmailKind, DeliveryKind> = {
  verify_email: 'verification',
  already_registered: 'verification',
  confirm_address: 'verification',
  reset_password: 'reset',
  confirm_sign_in: 'security',
  address_in_use: 'security',
  address_restored: 'security',
  deletion_scheduled: 'security',
  account_deactivated: 'security',
  roles_changed: 'security',
  new_sign_in: 'security',
  password_changed: 'security',
  address_changed: 'security',
  passkey_added: 'security',
  passkey_removed: 'security',
  mfa_on: 'security',
  mfa_off: 'security',
  recovery_code_used: 'security',
  archive_requested: 'security',
  archive_ready: 'security',
  owner_invitation: 'invitation',
  campus_invitation: 'invitation',
  registration_approved: 'registration',
  registration_refused: 'registration',
  registration_expired: 'registration',
  registrations_wait: 'staff',
  approval_requested: 'staff',
  approval_closed: 'staff',
};
export const deliveryKind = (kind: EmailKind): DeliveryKind => kinds[kind];
