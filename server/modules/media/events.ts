declare module '../../platform/events.ts' {
  interface Events {
    /** A member’s picture was refused because it is a copy of a listed one. */
    'media.picture_refused': { pictureId: string; ownerId: string };
  }
}

export {};
