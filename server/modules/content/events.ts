declare module '../../platform/events.ts' {
  interface Events {
    /** A post was written: a reply and a quote too. */
    'content.published': { postId: string; authorId: string };
    /** A post was deleted, by its author or by a moderator. */
    'content.deleted': { postId: string; authorId: string };
  }
}

export {};
