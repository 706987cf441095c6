import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { crons, jobs } from './jobs.ts';
import { routes as home } from './routes.ts';
import { trendingCrons, trendingJobs } from './trending/jobs.ts';
import { routes as trending } from './trending/routes.ts';

/** Feeds: home, and what rises. */
export const feed: ServiceModule = {
  name: 'feed',
  routes: (app, ctx) => {
    for (const mount of [home, trending]) mount(app, ctx);
  },
  jobs: { ...jobs, ...trendingJobs },
  crons: [...crons, ...trendingCrons],
};
