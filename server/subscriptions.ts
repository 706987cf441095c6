import type { Subscriptions } from './platform/events.ts';

/** The jobs that each event adds, in the transaction that emits it. */
export const subscriptions: Subscriptions = {
  'content.published': ['feed.fanOut', 'search.indexPost', 'notifications.published'],
  'content.edited': ['search.indexPost', 'notifications.published', 'notifications.rewritten'],
  'content.deleted': ['content.clearReactions', 'search.indexPost'],
  'content.liked': ['notifications.liked'],
  'content.reposted': ['feed.fanOutRepost', 'notifications.reposted'],
  'content.unreposted': ['feed.withdraw'],
  'content.removed': ['notifications.postRemoved'],
  'content.schedule_failed': ['notifications.scheduleFailed'],
  'social.followed': ['feed.backfill', 'feed.ageAffinities', 'notifications.followed'],
  'social.follow_requested': ['notifications.followRequested'],
  'social.follow_accepted': ['notifications.followAccepted'],
  'moderation.decided': ['notifications.decided'],
  'moderation.content_accessed': ['notifications.contentAccessed'],
  'social.unfollowed': ['feed.forget'],
  'social.blocked': ['messaging.blocksChanged'],
  'social.unblocked': ['messaging.blocksChanged'],
  'messaging.conversations_changed': ['notifications.messages'],
  'messaging.exported': ['notifications.exported'],
  'profiles.opened': ['social.acceptAllRequests'],
};
