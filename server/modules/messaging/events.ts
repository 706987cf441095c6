declare module '../../platform/events.ts' {
  interface Events {
    /** Something was written in each of some conversations, a few seconds ago; many messages make one of these. */
    'messaging.written': { conversationIds: string[] };
  }
}

export {};
