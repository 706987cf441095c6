import './tables.ts';
import './events.ts';

export { memberNotFound } from './problems.ts';
export { lockAudience, lockPrivacy, relationTo } from './queries.ts';
export { Relation } from './schemas.ts';
export {
  canSeeMember,
  followerCount,
  isBlockedBetween,
  pendingRequestCount,
  relations,
  requireConnectionsVisible,
} from './service.ts';
export { refreshStandings, STANDING, totalStanding } from './standing/queries.ts';
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
  repostsShown,
  unblocked,
  type Viewer,
  type ViewerTies,
  visibleTo,
  visibleToAll,
  visibleWith,
} from './visibility.ts';
