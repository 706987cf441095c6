import { messagingKinds } from '@chitlaq/text/notifications';
import type { ServiceModule } from '../../platform/module.ts';

/** Direct and group conversations: sending, reading and delivering messages. */
export const messagingModule = {
  name: 'messaging',
  role: 'messaging',
  schemas: ['messaging'],
  routes: [
    () => import('./settings/routes.ts'),
    () => import('./conversations/routes.ts'),
    () => import('./messages/routes.ts'),
    () => import('./receipts/routes.ts'),
    () => import('./drafts/routes.ts'),
    () => import('./pins/routes.ts'),
    () => import('./search/routes.ts'),
    () => import('./shared/routes.ts'),
    () => import('./invites/routes.ts'),
    () => import('./export/routes.ts'),
  ],
  work: [() => import('./jobs.ts')],
  realtime: () => import('./realtime/index.ts'),
  on: {
    'social.blocked': ['messaging.blocksChanged'],
    'social.unblocked': ['messaging.blocksChanged'],
    'social.quiet_time_changed': ['messaging.applyQuietTime'],
    'social.followed': ['messaging.followChanged'],
    'social.unfollowed': ['messaging.followChanged'],
  },
  notificationKinds: messagingKinds,
  memberData: () => import('./member-data.ts'),
} satisfies ServiceModule<'messaging'>;
