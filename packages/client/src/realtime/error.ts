import type { Refusal } from '@chitlaq/protocol';

/** A refused frame, or one without an answer: then `code` is `disconnected`, `timeout` or `closed`. */
export class RealtimeError extends Error {
  override name = 'RealtimeError';
  readonly code: string;
  readonly status: number;
  /** Seconds until a retry makes sense. */
  readonly retryAfter: number | undefined;
  readonly errors: { path: string; message: string }[];
  constructor({ code, detail, status = 0, retryAfter, errors = [] }: Refusal) {
    super(detail);
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
    this.errors = errors;
  }
  /** Whether the same frame may succeed later. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}
