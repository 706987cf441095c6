import type { ServiceModule } from '../../platform/module.ts';

/** Profiles of members. */
export const profilesModule = {
  name: 'profiles',
  role: 'auth',
  schemas: ['profiles'],
  routes: [() => import('./routes.ts'), () => import('./lists/routes.ts')],
} satisfies ServiceModule<'profiles'>;
