/** What was promised to somebody: every answer with 2xx, and every acknowledgement. Written when it arrives, never before. */
export interface Ledger {
  /** By clientId. */
  sent: Map<string, { id: string; seq: number; conversationId: string; content: string }>;
  /** Text that an edit was answered with, the last of each message; and what was tried after it without an answer. */
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
