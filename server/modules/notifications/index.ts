import './tables.ts';
import type { ServiceModule } from '../../platform/module.ts';
import { crons, jobs } from './jobs.ts';
import { routes } from './routes.ts';
import { unread } from './service.ts';

/** The door: what members are told of, in the app, by push and by mail. */
export const notifications = {
  name: 'notifications',
  routes,
  jobs,
  crons,
  unread,
} satisfies ServiceModule & Record<string, unknown>;
