import type { ServiceModule } from '../../platform/module.ts';

/** Search of posts and people, and saved searches. */
export const searchModule = {
  name: 'search',
  role: 'search',
  schemas: ['search'],
  routes: [() => import('./routes.ts'), () => import('./saved/routes.ts')],
  work: [() => import('./posts/jobs.ts')],
  on: {
    'content.published': ['search.indexPost'],
    'content.imported': ['search.indexPost'],
    'content.edited': ['search.indexPost'],
    'content.deleted': ['search.indexPost'],
    'content.hidden': ['search.indexPost'],
    'content.unhidden': ['search.indexPost'],
  },
  memberData: () => import('./member-data.ts'),
} satisfies ServiceModule<'search'>;
