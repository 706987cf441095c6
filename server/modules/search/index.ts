import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { routes as kept } from './kept/routes.ts';
import { postCrons, postJobs } from './posts/jobs.ts';
import { routes } from './routes.ts';

export { textDocument } from './posts/document.ts';
export { highlighter, type Match } from './posts/highlight.ts';
export { readQuery, type Sought, wordsAlone } from './posts/query.ts';
export { daysOf } from './posts/span.ts';

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
