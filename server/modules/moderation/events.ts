declare module '../../platform/events.ts' {
  interface Events {
    /** Staff read a reported post or message that they could not read as members. */
    'moderation.content_accessed': {
      subjectType: 'post' | 'message';
      subjectId: string;
      /** The author; null if the account is gone. */
      ownerId: string | null;
      /** Other authors of messages that were read with it, except reporters. */
      othersIds: string[];
    };
    /** One decision resolved every open report of a subject. */
    'moderation.decided': {
      decisionId: string;
      outcome: 'dismissed' | 'post_removed' | 'message_removed' | 'author_suspended';
      ownerId: string | null;
      reporterIds: string[];
    };
  }
}

export {};
