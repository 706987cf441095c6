declare module '../../platform/events.ts' {
  interface Events {
    /** Something was written in a conversation, a few seconds ago; many messages make one of these. */
    'messaging.written': { conversationId: string };
  }
}

export {};
