declare module '../../platform/events.ts' {
  interface Events {
    /** A private account became public. */
    'profiles.became_public': { userId: string };
  }
}

export {};
