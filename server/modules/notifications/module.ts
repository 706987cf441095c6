import { campusKinds } from '@chitlaq/text/notifications';
import type { ServiceModule } from '../../platform/module.ts';

/** Notifications in the app, by push and by email. */
export const notificationsModule = {
  name: 'notifications',
  role: 'feed',
  schemas: ['notifications'],
  routes: [() => import('./routes.ts')],
  work: [() => import('./jobs.ts')],
  realtime: () => import('./realtime.ts'),
  on: {
    'auth.invited_joined': ['notifications.invitedJoined'],
    'auth.official_changed': ['notifications.officialChanged'],
    'auth.roles_changed': ['notifications.rolesChanged'],
    'content.addressed': ['notifications.published'],
    'content.edited': ['notifications.published', 'notifications.rewritten'],
    'content.liked': ['notifications.liked'],
    'content.reposted': ['notifications.reposted'],
    'content.schedule_failed': ['notifications.scheduleFailed'],
    'social.quiet_time_changed': ['notifications.quietTimeChanged'],
    'social.followed': ['notifications.followed'],
    'social.follow_requested': ['notifications.followRequested'],
    'social.follow_accepted': ['notifications.followAccepted'],
    'messaging.conversations_changed': ['notifications.messages'],
    'messaging.exported': ['notifications.exported'],
    'moderation.decided': ['notifications.decided'],
    'moderation.decision_undone': ['notifications.decisionUndone'],
    'moderation.appeal_decided': ['notifications.appealDecided'],
    'moderation.content_accessed': ['notifications.contentAccessed'],
    'moderation.hold_lifted': ['notifications.holdLifted'],
    'moderation.rule_stopped': ['notifications.ruleStopped'],
    'boards.pseudonym_opened': ['notifications.pseudonymOpened'],
    'boards.report_decided': ['notifications.boardReportDecided'],
    'boards.told': ['notifications.toldOfBoards'],
  },
  notificationKinds: campusKinds,
  memberData: () => import('./member-data.ts'),
} satisfies ServiceModule<'notifications'>;
