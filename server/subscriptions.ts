import type { Subscriptions } from './platform/events.ts';

/** What follows from what: the jobs that each event adds, in the transaction that tells it. */
export const subscriptions: Subscriptions = {
  'content.published': ['feed.fanOut', 'search.indexPost'],
  'content.edited': ['search.indexPost'],
  'content.deleted': ['content.clearReactions', 'search.indexPost'],
  'content.reposted': ['feed.fanOutRepost'],
  'content.unreposted': ['feed.withdraw'],
  'social.followed': ['feed.backfill', 'feed.ageAffinities'],
  'social.unfollowed': ['feed.forget'],
  'profiles.opened': ['social.acceptAllRequests', 'content.shelterMedia'],
  'profiles.closed': ['content.shelterMedia'],
};
