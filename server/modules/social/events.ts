interface Edge {
  followerId: string;
  followeeId: string;
}

interface Request {
  requesterId: string;
  targetId: string;
}

declare module '../../platform/events.ts' {
  interface Events {
    /** A follow was created: an accepted request, or a follow of a public account. */
    'social.followed': Edge & {
      /** Whether there was a request before: accepted, or pending when the account became public. */
      wasRequested: boolean;
    };
    'social.unfollowed': Edge;
    'social.follow_requested': Request;
    /** A requested follow was accepted; `social.followed` is emitted too. */
    'social.follow_accepted': Request;
    /** Follows in both directions have ended. */
    'social.blocked': { blockerId: string; blockedId: string };
    /** A quiet time began, has another end, or was ended. */
    'social.quiet_time_changed': { memberId: string };
    'social.unblocked': { blockerId: string; blockedId: string };
  }
}

export {};
