declare module '../../platform/events.ts' {
  interface Events {
    /** A private account became public. */
    'profiles.opened': { userId: string };
  }
}

export {};
