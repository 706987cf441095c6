declare module '../../platform/events.ts' {
  interface Events {
    /** A post was written: a reply and a quote too. */
    'content.published': { postId: string; authorId: string };
    /** A post's text, warning or audience was changed; `mentioned` are the members whom it names only since then. */
    'content.edited': { postId: string; authorId: string; mentioned: string[] };
    /** A post was deleted, by its author or by a moderator. */
    'content.deleted': { postId: string; authorId: string };
  }
}

export {};
