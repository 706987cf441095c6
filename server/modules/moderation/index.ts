import './events.ts';
import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';

/** Reports by members and the decisions of moderators. */
export const moderation: ServiceModule = {
  name: 'moderation',
  routes: [() => import('./reports/routes.ts'), () => import('./resolution/routes.ts')],
};
