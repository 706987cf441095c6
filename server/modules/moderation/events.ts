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
    /** Moderators decided about a subject; the decision resolved every open report of it. */
    'moderation.decided': {
      decisionId: string;
      outcome:
        | 'dismissed'
        | 'post_removed'
        | 'message_removed'
        | 'author_suspended'
        | 'warned'
        | 'muted'
        | 'reach_limited'
        | 'content_warned'
        | 'post_held'
        | 'picture_removed'
        | 'picture_refused';
      ownerId: string | null;
      /** Nobody, if it was decided without a report. */
      reporterIds: string[];
      /** The bulk act that it is part of, of which each member is told once. */
      batch?: BatchOfDecision;
    };
    /** A post that an automatic rule held is visible again, without an appeal. */
    'moderation.hold_lifted': { decisionId: string; ownerId: string };
    /** A decision of a bulk act was taken back with it. The member is told once of all. */
    'moderation.decision_undone': { batchId: string; decisionId: string; ownerId: string };
    /** An automatic rule was wrong too often and switched itself off. */
    'moderation.rule_stopped': { ruleId: string; at: string };
    /** An appeal was decided: `upheld` took the act back. */
    'moderation.appeal_decided': { appealId: string; memberId: string; outcome: 'upheld' | 'rejected' };
  }
}

/** What a bulk act has decided about the member concerned. */
export interface BatchOfDecision {
  id: string;
  /** Nothing of the member was decided in it before. */
  isFirst: boolean;
  /** More than one thing of the member was chosen. */
  isSeveral: boolean;
}
