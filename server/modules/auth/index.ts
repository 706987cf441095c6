import './events.ts';
import './tables.ts';
import { restrict } from './administration/restrictions.ts';
import { rolesOfStaff, staffActsOn, staffIds } from './administration/staff-acts.ts';
import {
  lockManageableMember,
  obstacleToManage,
  requireProofToSuspend,
  restore,
  staffNow,
  suspend,
} from './administration/suspensions.ts';
import { countRegistrationsByMonth } from './applications/queries.ts';
import { requestMassAct, withdrawMassAct } from './approvals/service.ts';
import { describeCampus, replaceArchiveKey, signArchive } from './archive-keys/service.ts';
import { audit } from './audit/index.ts';
import { defineFeatureGuards } from './campus/guards.ts';
import { keepLogo, readLogo } from './campus/service.ts';
import { campus, campusNow, requireFeature } from './campus/settings.ts';
import { requireReauthentication } from './credentials/recent.ts';
import { inOfferedLanguage } from './emails/brand.ts';
import { sendMemberEmail } from './emails/member-email.ts';
import { createInvitation, ownInvitations, ownInviter, revokeOwnInvitation } from './invitations/service.ts';
import { reseal } from './keys/reseal.ts';
import { rotateKeys } from './keys/service.ts';
import { pendingTexts, publishShippedTexts } from './legal/service.ts';
import { hashPassword } from './password-hash.ts';
import { sessionEnded } from './problems.ts';
import { formerNames, rename } from './rename/service.ts';
import { lockActiveAccount, lockUnmutedAccount } from './roles/queries.ts';
import { grantRole, isCovered, makeOwner, universityFor } from './roles/service.ts';
import { admitArchive, announceArchive } from './security-events/archives.ts';
import { activeSessions, identify, identifyWithExpiry } from './sign-in/identify.ts';
import { ownAccount } from './sign-in/own-account.ts';
import { setPasswordInCopy } from './sign-in/restored-copy.ts';
import { publishViewerChanged } from './sign-in/sessions.ts';
import { onViewerChange } from './sign-in/viewer-changes.ts';
import { auditTrafficExtract, memberIdOf } from './traffic-extracts/service.ts';
import { loadCatalogue, openUniversity, openUniversityOf } from './universities/service.ts';

export type { AuditEntry } from './audit/index.ts';
export type { EmailContent } from './emails/layout.ts';
export { PendingText } from './legal/schemas.ts';
export { Official, OwnAccount, UniversityTr } from './schemas.ts';

/** Public API of auth: identity, permissions and the audit log. */
export const auth = {
  identify,
  identifyWithExpiry,
  activeSessions,
  audit,
  countRegistrationsByMonth,
  auditTrafficExtract,
  memberIdOf,
  campus,
  campusNow,
  requireFeature,
  defineFeatureGuards,
  keepLogo,
  readLogo,
  rename,
  formerNames,
  requireProofToSuspend,
  suspend,
  restore,
  restrict,
  lockManageableMember,
  obstacleToManage,
  staffNow,
  staffActsOn,
  rolesOfStaff,
  staffIds,
  lockActiveAccount,
  lockUnmutedAccount,
  grantRole,
  makeOwner,
  universityFor,
  isCovered,
  hashPassword,
  loadCatalogue,
  openUniversity,
  openUniversityOf,
  publishViewerChanged,
  onViewerChange,
  sendMemberEmail,
  inOfferedLanguage,
  createInvitation,
  ownInvitations,
  revokeOwnInvitation,
  ownInviter,
  admitArchive,
  requireReauthentication,
  requestMassAct,
  withdrawMassAct,
  announceArchive,
  signArchive,
  replaceArchiveKey,
  describeCampus,
  ownAccount,
  pendingTexts,
  publishShippedTexts,
  sessionEnded,
  setPasswordInCopy,
  reseal,
  rotateKeys,
};
