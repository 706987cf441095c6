declare module '../../platform/events.ts' {
  interface Events {
    /** Something was written in each of some conversations, a few seconds ago; many messages make one of these. */
    'messaging.written': { conversationIds: string[] };
    /** The copy of their messages that a member asked for can be fetched. */
    'messaging.exported': { exportId: string; memberId: string };
  }
}

export {};
