import { moderationKinds } from '@chitlaq/text/notifications';
import type { ServiceModule } from '../../platform/module.ts';

/** Reports by members and the decisions of moderators. */
export const moderationModule = {
  name: 'moderation',
  role: 'operations',
  schemas: ['moderation'],
  routes: [
    () => import('./reports/routes.ts'),
    () => import('./resolution/routes.ts'),
    () => import('./batches/routes.ts'),
    () => import('./claims/routes.ts'),
    () => import('./casework/routes.ts'),
    () => import('./accesses/routes.ts'),
    () => import('./rules/routes.ts'),
    () => import('./response-times/routes.ts'),
    () => import('./automation/routes.ts'),
    () => import('./classifier/routes.ts'),
    () => import('./pictures/routes.ts'),
    () => import('./decisions/routes.ts'),
    () => import('./appeals/routes.ts'),
    () => import('./log/routes.ts'),
    () => import('./transparency/routes.ts'),
    () => import('./figures/routes.ts'),
  ],
  work: [() => import('./jobs.ts'), () => import('./notices/jobs.ts')],
  on: {
    'content.published': ['moderation.applyRules'],
    'content.imported': ['moderation.applyRules'],
    'content.edited': ['moderation.applyRules'],
    'content.removed_by_moderator': ['moderation.recordRemoval'],
    'auth.approval_closed': ['moderation.settleBatch'],
    'media.picture_refused': ['moderation.recordRefusal'],
    'media.picture_hidden': ['moderation.recordCopies'],
    'moderation.decided': ['moderation.emailSuspension'],
    'moderation.appeal_decided': ['moderation.emailRejection'],
  },
  notificationKinds: moderationKinds,
  memberData: () => import('./member-data.ts'),
} satisfies ServiceModule<'moderation'>;
