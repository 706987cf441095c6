import type { ServiceModule } from '../../platform/module.ts';

/** Copies that members bring from another campus, and the campuses whose copies are accepted. No module imports it. */
export const importsModule = {
  name: 'imports',
  role: 'auth',
  schemas: ['imports'],
  routes: [() => import('./routes.ts'), () => import('./campuses/routes.ts')],
  work: [() => import('./jobs.ts')],
  memberData: () => import('./member-data.ts'),
} satisfies ServiceModule<'imports'>;
