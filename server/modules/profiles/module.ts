import type { ServiceModule } from '../../platform/module.ts';

/** Profiles of members. */
export const profilesModule = {
  name: 'profiles',
  role: 'auth',
  schemas: ['profiles'],
  publicFiles: () => import('./visibility.ts'),
  routes: [
    () => import('./routes.ts'),
    () => import('./lists/routes.ts'),
    () => import('./welcome/routes.ts'),
    () => import('./privacy/routes.ts'),
  ],
  memberData: () => import('./member-data.ts'),
} satisfies ServiceModule<'profiles'>;
