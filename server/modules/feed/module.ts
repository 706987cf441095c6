import type { ServiceModule } from '../../platform/module.ts';

/** Home, explore, trends, recommendations and suggested members. */
export const feedModule = {
  name: 'feed',
  role: 'feed',
  schemas: ['feed'],
  routes: [
    () => import('./routes.ts'),
    () => import('./explore/routes.ts'),
    () => import('./trending/routes.ts'),
    () => import('./recommendations/routes.ts'),
    () => import('./preferences/routes.ts'),
    () => import('./suggestions/routes.ts'),
    () => import('./suggested-hashtags/routes.ts'),
  ],
  work: [
    () => import('./jobs.ts'),
    () => import('./affinities/jobs.ts'),
    () => import('./pool/jobs.ts'),
    () => import('./recommendations/jobs.ts'),
    () => import('./suggestions/jobs.ts'),
    () => import('./trending/jobs.ts'),
  ],
  realtime: () => import('./realtime/index.ts'),
  on: {
    'content.published': ['feed.fanOut'],
    'content.reposted': ['feed.fanOutRepost'],
    'content.unreposted': ['feed.removeRepost'],
    'social.followed': ['feed.backfill', 'feed.expireAffinities'],
    'social.unfollowed': ['feed.removeFollowee'],
  },
  memberData: () => import('./member-data.ts'),
} satisfies ServiceModule<'feed'>;
