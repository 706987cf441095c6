import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { findNewHomePosts } from './new-posts/service.ts';

export const feed = {
  name: 'feed',
  routes: [
    () => import('./routes.ts'),
    () => import('./explore/routes.ts'),
    () => import('./trending/routes.ts'),
    () => import('./recommendations/routes.ts'),
    () => import('./preferences/routes.ts'),
    () => import('./suggestions/routes.ts'),
  ],
  work: [
    () => import('./jobs.ts'),
    () => import('./affinities/jobs.ts'),
    () => import('./pool/jobs.ts'),
    () => import('./recommendations/jobs.ts'),
    () => import('./suggestions/jobs.ts'),
    () => import('./trending/jobs.ts'),
  ],
  newAtHome: findNewHomePosts,
} satisfies ServiceModule & Record<string, unknown>;
