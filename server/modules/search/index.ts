import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { routes as kept } from './kept/routes.ts';
import { postCrons, postJobs } from './posts/jobs.ts';
import { routes } from './routes.ts';

/** Posts by their words, people and hashtags as one types. */
export const search: ServiceModule = {
  name: 'search',
  routes: (app, ctx) => {
    routes(app, ctx);
    kept(app, ctx);
  },
  jobs: postJobs,
  crons: postCrons,
};
