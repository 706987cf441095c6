declare module '../../platform/events.ts' {
  interface Events {
    /** An account was marked as official, stands for something else, or lost the mark. */
    'auth.official_changed': { userId: string; isOfficial: boolean; at: string };
  }
}

export {};
