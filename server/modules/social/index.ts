import './tables.ts';
import './events.ts';

export { admits, type Contact, contactLocked, lockContactShared } from './contact/rule.queries.ts';
export { ContactAudience } from './contact/schemas.ts';
export { admitting, changeContactSettings, contactSettings } from './contact/service.ts';
export { memberNotFound, trustTooLow } from './problems.ts';
export { lockAudience, lockPrivacy, relationTo } from './queries.ts';
export { heldBack } from './quiet/queries.ts';
export { quietUntil } from './quiet/service.ts';
export { Relation } from './schemas.ts';
export {
  canSeeMember,
  follow,
  followerCount,
  isBlockedBetween,
  pendingRequestCount,
  relations,
  requireConnectionsVisible,
} from './service.ts';
export { refreshStandings, STANDING, totalStanding } from './standing/queries.ts';
export { MAX_GROUP_AT_FIRST, MAX_MENTIONS_AT_FIRST, RIGHTS } from './trust/rights.ts';
export { requireRight, saveTrust, staleTrust } from './trust/service.ts';
export {
  type Audience,
  audienceOf,
  blockedInPage,
  effectiveVisibility,
  followed,
  isClosed,
  LIMITS,
  limitsOf,
  memberVisibleTo,
  memberVisibleWith,
  notMuted,
  notMutedInPage,
  parentVisibleWith,
  postVisibleTo,
  postVisibleWith,
  reaches,
  reachLimited,
  repostsShown,
  unblocked,
  type Viewer,
  type ViewerTies,
  visibleTo,
  visibleToAll,
  visibleWith,
} from './visibility.ts';
