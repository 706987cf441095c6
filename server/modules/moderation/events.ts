declare module '../../platform/events.ts' {
  interface Events {
    /** A member reported something that they had not reported before, or whose report was settled. */
    'moderation.reported': { reportId: string; subjectType: 'post' | 'user'; subjectId: string };
  }
}

export {};
