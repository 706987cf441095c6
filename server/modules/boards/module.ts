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
    () => import('./own-posts/routes.ts'),
    () => import('./holders/routes.ts'),
    () => import('./moderation/routes.ts'),
    () => import('./hidden/routes.ts'),
    () => import('./openings/routes.ts'),
    () => import('./administration/routes.ts'),
  ],
  work: [() => import('./jobs.ts')],
  featureGuards: () => import('./feature-guards.ts'),
  ownReports: () => import('./moderation/own-reports.ts'),
  memberData: () => import('./member-data.ts'),
  on: { 'boards.pseudonym_opened': ['boards.emailOpened'] },
} satisfies ServiceModule<'boards'>;
