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
    /** A follow stands: asked for and accepted, or of a public account. */
    'social.followed': Edge & {
      /** The followee had said yes to a request, or it waited when their account became public. */
      asked: boolean;
    };
    'social.unfollowed': Edge;
    'social.follow_requested': Request;
    /** The follow that was asked for stands; `social.followed` tells of it too. */
    'social.follow_accepted': Request;
    /** Both directions are cut from here on. */
    'social.blocked': { blockerId: string; blockedId: string };
    'social.unblocked': { blockerId: string; blockedId: string };
  }
}

export {};
