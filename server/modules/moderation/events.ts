declare module '../../platform/events.ts' {
  interface Events {
    /** A member of staff read something reported that was not meant for them; `ownerId` wrote it. */
    'moderation.opened': { subjectType: 'post' | 'message'; subjectId: string; ownerId: string };
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
