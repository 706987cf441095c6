declare module '../../platform/events.ts' {
  interface Events {
    /** A member’s picture was refused because it is a copy of a listed one. */
    'media.picture_refused': { pictureId: string; ownerId: string };
    /** Copies of a listed picture were found and hidden after it was listed. */
    'media.picture_hidden': { pictureId: string; ownerIds: string[] };
  }
}

export {};
