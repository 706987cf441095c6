/** Somebody's act on a post. */
interface Reaction {
  postId: string;
  authorId: string;
  userId: string;
}

declare module '../../platform/events.ts' {
  interface Events {
    /** A post was written: a reply and a quote too. */
    'content.published': { postId: string; authorId: string };
    /**
     * A post's text, warning or audience was changed; `mentioned` are the members whom it names only since then, `rewritten`
     * says that its text is another one.
     */
    'content.edited': { postId: string; authorId: string; mentioned: string[]; rewritten: boolean };
    /** A post was deleted, by its author or by a moderator. */
    'content.deleted': { postId: string; authorId: string };
    /** A moderator deleted it; `content.deleted` tells of it too. */
    'content.removed': { postId: string; authorId: string };
    /** A scheduled post could not be published; `at` is when it was last changed, so each failure is told as its own. */
    'content.schedule_failed': { scheduledPostId: string; userId: string; at: string };
    /** `userId` did it to a post of `authorId`, for the first time or anew; the two may be one. */
    'content.liked': Reaction;
    'content.reposted': Reaction & { repostId: string };
    'content.unreposted': Reaction & { repostId: string };
  }
}

export {};
