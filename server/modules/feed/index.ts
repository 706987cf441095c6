import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { affinityJobs } from './affinities/jobs.ts';
import { routes as explore } from './explore/routes.ts';
import { crons, jobs } from './jobs.ts';
import { newAtHome } from './news/service.ts';
import { poolCrons, poolJobs } from './pool/jobs.ts';
import { routes as preferences } from './preferences/routes.ts';
import { recommendationJobs } from './recommendations/jobs.ts';
import { routes as recommendations } from './recommendations/routes.ts';
import { routes as home } from './routes.ts';
import { suggestionCrons, suggestionJobs } from './suggestions/jobs.ts';
import { routes as suggestions } from './suggestions/routes.ts';
import { trendingCrons, trendingJobs } from './trending/jobs.ts';
import { routes as trending } from './trending/routes.ts';

/** Feeds: home, explore, what rises, whom to follow. */
export const feed = {
  name: 'feed',
  routes: (app, ctx) => {
    for (const mount of [home, explore, trending, recommendations, preferences, suggestions]) mount(app, ctx);
  },
  jobs: { ...jobs, ...affinityJobs, ...poolJobs, ...recommendationJobs, ...suggestionJobs, ...trendingJobs },
  crons: [...crons, ...poolCrons, ...suggestionCrons, ...trendingCrons],
  newAtHome,
} satisfies ServiceModule & Record<string, unknown>;
