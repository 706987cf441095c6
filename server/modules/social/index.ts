import './tables.ts';
import './events.ts';
import type { ServiceModule } from '../../platform/module.ts';

export { memberNotFound } from './problems.ts';
export { lockAudience, relationTo } from './queries.ts';
export { ListedMember, MemberPage, Relation } from './schemas.ts';
export { blockedBetween, canSeeMember, followerCount, pendingRequestCount, relations } from './service.ts';
export {
  type Audience,
  answeredVisibleWith,
  audienceOf,
  blockedInPage,
  followed,
  isClosed,
  LIMITS,
  limitsOf,
  memberVisibleTo,
  memberVisibleWith,
  notMuted,
  notMutedInPage,
  postVisibleTo,
  postVisibleWith,
  realVisibility,
  repostsShown,
  type Ties,
  unblocked,
  type Viewer,
  visibleTo,
  visibleToAll,
  visibleWith,
} from './visibility.ts';

export const social: ServiceModule = {
  name: 'social',
  routes: [() => import('./routes.ts')],
  work: [() => import('./jobs.ts')],
};
