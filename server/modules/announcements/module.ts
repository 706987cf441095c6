import type { ServiceModule } from '../../platform/module.ts';

/** Announcements of the campus to its members. */
export const announcementsModule = {
  name: 'announcements',
  role: 'auth',
  schemas: ['announcements'],
  routes: [() => import('./routes.ts'), () => import('./administration/routes.ts')],
  work: [() => import('./jobs.ts')],
  realtime: () => import('./realtime.ts'),
  memberData: () => import('./member-data.ts'),
  subscribe: async (ctx) => (await import('./published.ts')).subscribeToChanges(ctx),
} satisfies ServiceModule<'announcements'>;
