declare module '../../platform/events.ts' {
  interface Events {
    /** A member of staff read something reported that was not meant for them. */
    'moderation.opened': {
      subjectType: 'post' | 'message';
      subjectId: string;
      /** Who wrote it; null where the account is gone. */
      ownerId: string | null;
      /** Who else wrote something that was read with it, besides those who reported it. */
      othersIds: string[];
    };
    /** Every open report of a subject was settled by one decision. */
    'moderation.decided': {
      decisionId: string;
      outcome: 'dismissed' | 'post_removed' | 'message_removed' | 'author_suspended';
      ownerId: string | null;
      reporterIds: string[];
    };
  }
}

export {};
