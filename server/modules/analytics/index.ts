import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { contentFigureCrons, contentFigureJobs } from './content/jobs.ts';
import { routes as content } from './content/routes.ts';
import { routes } from './routes.ts';

export const analytics: ServiceModule = {
  name: 'analytics',
  routes: (app, ctx) => {
    for (const mount of [routes, content]) mount(app, ctx);
  },
  jobs: contentFigureJobs,
  crons: contentFigureCrons,
};
