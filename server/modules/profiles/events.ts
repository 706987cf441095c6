declare module '../../platform/events.ts' {
  interface Events {
    /** A private account has become public. */
    'profiles.opened': { userId: string };
  }
}

export {};
