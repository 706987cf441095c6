import { socialKinds } from '@chitlaq/text/notifications';
import type { ServiceModule } from '../../platform/module.ts';

/** Follows, blocks and mutes, and the rule of who sees whom. */
export const socialModule = {
  name: 'social',
  role: 'feed',
  schemas: ['social'],
  routes: [
    () => import('./routes.ts'),
    () => import('./contact/routes.ts'),
    () => import('./quiet/routes.ts'),
  ],
  work: [() => import('./jobs.ts')],
  on: { 'profiles.became_public': ['social.acceptAllRequests'] },
  notificationKinds: socialKinds,
  memberData: () => import('./member-data.ts'),
} satisfies ServiceModule<'social'>;
