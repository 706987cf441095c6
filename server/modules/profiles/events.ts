declare module '../../platform/events.ts' {
  interface Events {
    /** A private account has become public. */
    'profiles.opened': { userId: string };
    /** A public account has become private. */
    'profiles.closed': { userId: string };
  }
}

export {};
