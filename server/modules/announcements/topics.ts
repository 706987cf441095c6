declare module '../../platform/bus/topics.ts' {
  interface Topics {
    /** What is published has changed: caches of it are stale. */
    'announcements.changed': Record<string, never>;
    /** An announcement is live, in a version that connected members have not been sent; or it has ended early. */
    'announcements.due': { id: string };
  }
}

export {};
