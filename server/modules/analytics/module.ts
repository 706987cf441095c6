import type { ServiceModule } from '../../platform/module.ts';

/** Statistics for administrators. */
export const analyticsModule = {
  name: 'analytics',
  role: 'operations',
  schemas: ['analytics'],
  routes: [
    () => import('./routes.ts'),
    () => import('./content/routes.ts'),
    () => import('./members/routes.ts'),
    () => import('./registrations/routes.ts'),
    () => import('./system/routes.ts'),
    () => import('./queue/routes.ts'),
  ],
  work: [
    () => import('./content/jobs.ts'),
    () => import('./members/jobs.ts'),
    () => import('./business/jobs.ts'),
  ],
} satisfies ServiceModule<'analytics'>;
