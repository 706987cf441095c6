import type { ServiceModule } from '../../platform/module.ts';

/** Boards where a thread gives each author a name of its own. No module imports it. */
export const boardsModule = {
  name: 'boards',
  role: 'feed',
  schemas: ['boards'],
  routes: [
    () => import('./reading/routes.ts'),
    () => import('./secret/routes.ts'),
    () => import('./writing/routes.ts'),
  ],
  work: [() => import('./jobs.ts')],
} satisfies ServiceModule<'boards'>;
