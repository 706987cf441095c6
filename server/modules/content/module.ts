import { contentKinds } from '@chitlaq/text/notifications';
import type { ServiceModule } from '../../platform/module.ts';

/** Posts, replies, polls, reactions, drafts and tags. */
export const contentModule = {
  name: 'content',
  role: 'feed',
  schemas: ['content'],
  publicFiles: () => import('./attachments/visibility.ts'),
  routes: [
    () => import('./routes.ts'),
    () => import('./editing/routes.ts'),
    () => import('./polls/routes.ts'),
    () => import('./pins/routes.ts'),
    () => import('./drafts/routes.ts'),
    () => import('./scheduling/routes.ts'),
    () => import('./pending/routes.ts'),
    () => import('./tags/routes.ts'),
    () => import('./muted-words/routes.ts'),
    () => import('./reactions/routes.ts'),
    () => import('./public-previews/routes.ts'),
  ],
  work: [
    () => import('./reactions/jobs.ts'),
    () => import('./replies/jobs.ts'),
    () => import('./scheduling/jobs.ts'),
    () => import('./link-previews/jobs.ts'),
    () => import('./hiding/jobs.ts'),
  ],
  realtime: () => import('./link-previews/realtime.ts'),
  on: { 'content.deleted': ['content.deleteReactions'] },
  notificationKinds: contentKinds,
  memberData: () => import('./member-data.ts'),
} satisfies ServiceModule<'content'>;
