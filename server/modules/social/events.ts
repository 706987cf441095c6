interface Edge {
  followerId: string;
  followeeId: string;
}

declare module '../../platform/events.ts' {
  interface Events {
    /** A follow stands: asked for and accepted, or of a public account. */
    'social.followed': Edge;
    'social.unfollowed': Edge;
    'social.follow_requested': { requesterId: string; targetId: string };
    /** Both directions are cut from here on. */
    'social.blocked': { blockerId: string; blockedId: string };
  }
}

export {};
