declare module '../../platform/events.ts' {
  interface Events {
    /** The identity of an author was opened. `event` is drawn for it: the id of the opening beside a member would tell of which post. */
    'boards.pseudonym_opened': { memberId: string; event: string };
    /** Reports of a post were decided. Of its author nothing is known. `decision` is drawn for it. */
    'boards.report_decided': {
      reporterIds: string[];
      outcome: 'upheld' | 'dismissed';
      postId: string;
      decision: string;
    };
    /** Keys and openings: what holders, and members who write on boards, are told. */
    'boards.told': {
      memberIds: string[];
      topic: 'board_holder_named' | 'board_key_replaced' | 'board_opening_requested';
      /** The holder or opening. */
      aboutId: string;
    };
  }
}

export {};
