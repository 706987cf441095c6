import type { ServiceModule } from '../../platform/module.ts';

/** The campus's own state over time: uptime, backups and restore drills. */
export const statusModule = {
  name: 'status',
  role: 'operations',
  schemas: ['status'],
  routes: [() => import('./routes.ts')],
  work: [() => import('./jobs.ts')],
} satisfies ServiceModule<'status'>;
