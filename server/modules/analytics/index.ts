import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';

export const analytics: ServiceModule = {
  name: 'analytics',
  routes: [() => import('./routes.ts'), () => import('./content/routes.ts')],
  work: [() => import('./content/jobs.ts')],
};
