import './events.ts';
import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';

/** What members report of posts, messages and each other, and what moderators decide. */
export const moderation: ServiceModule = {
  name: 'moderation',
  routes: [() => import('./reports/routes.ts'), () => import('./resolution/routes.ts')],
};
