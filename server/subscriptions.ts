import type { Subscriptions } from './platform/events.ts';

/** What follows from what: the jobs that each event adds, in the transaction that tells it. */
export const subscriptions: Subscriptions = {
  'profiles.opened': ['social.acceptAllRequests'],
};
