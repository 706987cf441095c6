import type { ServiceModule } from '../../platform/module.ts';

/** Uploaded files: checked, converted, stored and served. */
export const mediaModule = {
  name: 'media',
  role: 'media',
  schemas: ['media'],
  routes: [() => import('./routes.ts')],
  files: () => import('./serving.ts'),
  work: [() => import('./jobs.ts')],
  subscribe: async (ctx) => (await import('./objects/public-locations.ts')).subscribeToRevocations(ctx),
  memberData: () => import('./member-data.ts'),
} satisfies ServiceModule<'media'>;
