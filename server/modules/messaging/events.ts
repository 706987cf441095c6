declare module '../../platform/events.ts' {
  interface Events {
    /**
     * Messages were written or changed in these conversations a few seconds ago. Many changes are coalesced
     * into one event.
     */
    'messaging.conversations_changed': { conversationIds: string[] };
    /** A member's message archive is ready for download. */
    'messaging.exported': { exportId: string; memberId: string };
  }
}

export {};
