import { moderationKinds } from '@chitlaq/text/notifications';
import type { ServiceModule } from '../../platform/module.ts';

/** Reports by members and the decisions of moderators. */
export const moderationModule = {
  name: 'moderation',
  role: 'operations',
  schemas: ['moderation'],
  routes: [() => import('./reports/routes.ts'), () => import('./resolution/routes.ts')],
  notificationKinds: moderationKinds,
  memberData: () => import('./member-data.ts'),
} satisfies ServiceModule<'moderation'>;
