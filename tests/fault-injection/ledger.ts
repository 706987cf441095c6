/** What was acknowledged: every 2xx response and every acknowledgement. Recorded when it arrives, never before. */
export interface Ledger {
  /** By clientId. */
  sent: Map<string, { id: string; seq: number; conversationId: string; content: string }>;
  /** The text of the last acknowledged edit of each message, and the edits tried after it without an answer. */
  edited: Map<string, { confirmed: string | null; tried: string[] }>;
  deleted: Set<string>;
  /** By `member conversation`. */
  read: Map<string, number>;
}

export const openLedger = (): Ledger => ({
  sent: new Map(),
  edited: new Map(),
  deleted: new Set(),
  read: new Map(),
});
