import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { unread } from './service.ts';

/** Public API: notifications in the app, by push and by email. */
export const notifications = {
  name: 'notifications',
  routes: [() => import('./routes.ts')],
  work: [() => import('./jobs.ts')],
  unread,
} satisfies ServiceModule & Record<string, unknown>;
