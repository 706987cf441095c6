/** A member's reaction to a post. */
interface Reaction {
  postId: string;
  authorId: string;
  userId: string;
}

declare module '../../platform/events.ts' {
  interface Events {
    /** A post was published, including replies and quotes. */
    'content.published': { postId: string; authorId: string };
    /** A published post replies to, quotes or mentions somebody. `content.published` is emitted as well. */
    'content.addressed': { postId: string; authorId: string };
    /** A post of another campus was imported. It is nothing new: it reaches no timeline, and nobody is notified. */
    'content.imported': { postId: string; authorId: string };
    /**
     * A post's text, warning or audience was changed. `mentioned`: the newly mentioned members. `isRewritten`:
     * the text has little in common with the previous one.
     */
    'content.edited': { postId: string; authorId: string; mentioned: string[]; isRewritten: boolean };
    /** A post is gone for good: its author deleted it, or moderators hid it and it did not come back in time. */
    'content.deleted': { postId: string; authorId: string };
    /** Moderators hid a post: a tombstone for everybody, which may come back. */
    'content.hidden': { postId: string; authorId: string };
    /** A hidden post came back. */
    'content.unhidden': { postId: string; authorId: string };
    /** A moderator hid the post from its own menu, not by deciding a report. `content.hidden` is emitted as well. */
    'content.removed_by_moderator': {
      postId: string;
      authorId: string;
      moderatorId: string;
      /** Of the decision that this is. */
      decisionId: string;
    };
    /**
     * A scheduled post could not be published. `at` is the time of its last change, which distinguishes one
     * failure from the next.
     */
    'content.schedule_failed': { scheduledPostId: string; userId: string; at: string };
    /** `userId` reacted to a post of `authorId`, for the first time or again. Both may be the same member. */
    'content.liked': Reaction;
    'content.reposted': Reaction & { repostId: string };
    'content.unreposted': Reaction & { repostId: string };
  }
}

declare module '../../platform/bus/topics.ts' {
  interface Topics {
    /** A hint for open home timelines, without waiting for the event's jobs. */
    'content.published': { postId: string; authorId: string };
    /** A post got its link preview: a hint for those who show the post. */
    'content.link_previewed': { postId: string };
  }
}

export {};
